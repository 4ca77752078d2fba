import { Organisation } from "@packpost/db/entities/organisation.entity";
import { broadcastKinds } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

const rowSchema = z.object({ id: z.string(), kind: z.enum(broadcastKinds) });

/**
 * Lifts the organisation's stop switch (C17). Whatever it held is counted as changed, and woken after the commit.
 * @returns how many campaigns were held
 */
export function allowSending({ ctx }: { ctx: Context }): Promise<{ woken: number }> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const lifted = await em.nativeUpdate(
      Organisation,
      { id: ctx.organisationId, sendingStoppedAt: { $ne: null } },
      { sendingStoppedAt: null },
    );
    if (lifted === 0) return { woken: 0 };
    // All that it held, in one statement. Index: broadcast_with_work.
    const { rows } = await sql`
      update broadcast set revision = revision + 1, changed_at = app_now()
      where organisation_id = ${ctx.organisationId}
        and (status = 'sending' or (status = 'scheduled' and send_at <= app_now()))
      returning id, kind`.execute(em.getKysely());
    const held = rows.map((row) => rowSchema.parse(row));
    for (const broadcast of held) ctx.workflows.wakeBroadcast(broadcast);
    writeAudit(em, ctx, {
      action: "settings.sending_allowed",
      subjectKind: "organisation",
      subjectId: ctx.organisationId,
      detail: { before: true, after: false, campaigns: held.length },
    });
    return { woken: held.length };
  });
}
