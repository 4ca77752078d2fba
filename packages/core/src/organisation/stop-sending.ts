import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
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
    const stopped = await sql`
      update organisation set sending_stopped_at = app_now()
      where id = ${ctx.organisationId} and sending_stopped_at is null`.execute(em.getKysely());
    if (!stopped.numAffectedRows) return { outcome: "already_stopped" };
    writeAudit(em, ctx, {
      action: "settings.sending_stopped",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
      detail: { before: false, after: true },
    });
    return { outcome: "stopped" };
  });
}
