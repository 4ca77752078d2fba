import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Something proves that these calls arrived: a mail of them was found, or an event names them. Whoever waits again since
 * such a claim was given back may have got the mail after all: they are not claimed again but unconfirmed, and asked about
 * by the sweep. Costs a look at the primary key for calls that were recorded. Call it before rows of recipients are locked.
 *
 * @param attemptIds as the provider names them; those that are none of ours change nothing
 */
export async function noteEvidence(
  em: EntityManager,
  ctx: Context,
  attemptIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(attemptIds)].filter(isUuid);
  if (ids.length === 0) return;
  // Nearly always the calls were recorded: then there is nothing to lock, and no plan to make for recipients.
  const { rows } = await sql<{ id: string }>`${prepared}
    select id from attempt where id = any(${ids}::uuid[]) and organisation_id = ${ctx.organisationId}
      and evidence_at is null and outcome is distinct from 'recorded'`.execute(em.getKysely());
  if (rows.length === 0) return;
  await sql`
    with proved as (
      update attempt set evidence_at = app_now(), outcome = case when gave_back then 'unconfirmed' else outcome end
      where id in (select id from attempt where id = any(${rows.map(({ id }) => id)}::uuid[]) and organisation_id = ${ctx.organisationId}
                     and evidence_at is null and outcome is distinct from 'recorded' order by id for no key update)
      returning id, broadcast_id, gave_back
    )
    update recipient set attempt_id = proved.id, unconfirmed_at = app_now()
    from proved
    where proved.gave_back and recipient.organisation_id = ${ctx.organisationId} and recipient.broadcast_id = proved.broadcast_id
      and recipient.status = 'waiting' and proved.id = any(recipient.past_attempt_ids)`.execute(
    em.getKysely(),
  );
}

/** Whether an id that the provider names can be one of ours at all: PostgreSQL refuses a statement with any other. */
export function isUuid(id: string): boolean {
  return uuidPattern.test(id);
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
