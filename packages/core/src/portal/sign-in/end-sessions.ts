import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";

export const endSessionsSchema = z.object({
  /** One of the customer's own; null = all of them. */
  sessionId: z.uuid().nullable(),
});

/** Signs the acting customer out, in one browser or everywhere; audited. Ended before, nothing changes. @throws {PackpostError} forbidden */
export async function endSessions({
  ctx,
  input: { sessionId },
}: {
  ctx: Context;
  input: z.infer<typeof endSessionsSchema>;
}): Promise<void> {
  requirePermission(ctx, "conversation.own_family");
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.id : "";
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const ended = await sql`
      update portal_session set ended_at = app_now()
      where organisation_id = ${ctx.organisationId} and customer_id = ${customerId}::uuid and ended_at is null
        and (${sessionId}::uuid is null or id = ${sessionId}::uuid)`.execute(em.getKysely());
    const sessions = Number(ended.numAffectedRows ?? 0);
    if (sessions === 0) return;
    writeAudit(em, ctx, {
      action: "portal.signed_out",
      subjectKind: "customer",
      subjectId: customerId,
      detail: { sessions },
    });
  });
}
