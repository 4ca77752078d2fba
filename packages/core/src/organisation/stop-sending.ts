import { databaseNow } from "@packpost/db/database-now";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * Stops all sending of the organisation (C17). No claim is committed after this commits; calls in flight finish, and
 * scheduled campaigns do not begin. Nothing is lost: whoever waits, waits.
 */
export function stopSending({ ctx }: { ctx: Context }): Promise<{ outcome: "stopped" | "already_stopped" }> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const stopped = await em.nativeUpdate(
      Organisation,
      { id: ctx.organisationId, sendingStoppedAt: null },
      { sendingStoppedAt: databaseNow() },
    );
    if (stopped === 0) return { outcome: "already_stopped" };
    writeAudit(em, ctx, {
      action: "settings.sending_stopped",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
      detail: { before: false, after: true },
    });
    return { outcome: "stopped" };
  });
}
