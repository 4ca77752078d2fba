import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * Somebody says of their own mailbox that mail may be tried there again, in the running transaction; audited. Neither a complaint nor a
 * block by the team is theirs to lift (C14); if the provider refuses, the bounce stands again.
 */
export async function liftBounce(em: EntityManager, ctx: Context, emailKey: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update suppression set lifted_at = app_now()
    where organisation_id = ${ctx.organisationId} and kind = 'address' and value_key = ${emailKey} and reason = 'hard_bounce' and lifted_at is null
      and not exists (select from suppression final where final.organisation_id = ${ctx.organisationId} and final.value_key = ${emailKey}
        and final.kind = 'address' and final.reason <> 'hard_bounce' and final.lifted_at is null)
    returning id`.execute(em.getKysely());
  for (const { id: subjectId } of rows)
    writeAudit(em, ctx, {
      ...{ action: "suppression.lifted", subjectKind: "suppression", subjectId },
      detail: { reason: "hard_bounce", kind: "address", source: "portal" },
    });
}
