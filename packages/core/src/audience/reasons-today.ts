import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { type AudienceKey, audienceOf, clockNow, withTheirMailboxes } from "./audience-sql.ts";
import { explainReasons, type Reason } from "./explain-reasons.ts";
import { type ReasonFacts, reasonFacts } from "./person-reasons-sql.ts";

/**
 * All reasons that would keep a customer from a campaign's audience today, evaluated as the review does, with what stands behind them.
 * @returns empty = they would receive it; null = the pass has nothing to do with them
 */
export async function readReasonsToday(
  em: EntityManager,
  key: AudienceKey,
  customerId: string,
): Promise<Reason[] | null> {
  const { rows } = await sql<{ reasons: number; facts: ReasonFacts; email: string | null }>`
    with clock as materialized (${clockNow}),
    people as materialized (
      select id, email_key from customer where organisation_id = app_organisation_id() and id = ${customerId}),
    among as materialized (select ${withTheirMailboxes} as ids),
    person as materialized (
      select audience.customer_id, audience.email_key, audience.reasons, audience.last_contact_at, customer.family_id, customer.email
      from ${audienceOf(key, sql`(select ids from among)`)} audience
      join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
      where audience.customer_id = ${customerId})
    select person.reasons, person.email, case when person.reasons <> 0 then ${reasonFacts(key)} end as facts
    from clock cross join person`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return null;
  return row.reasons === 0 ? [] : explainReasons(row.reasons, row.facts, row.email);
}
