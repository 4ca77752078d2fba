import { type RawBuilder, sql } from "kysely";
import { type AudienceKey, audienceOf } from "./audience-sql.ts";

/** Whoever would receive now, as `receiver`, each with the customer's number, for a `from`. */
export function receiversOf(key: AudienceKey): RawBuilder<unknown> {
  return sql`(
    select customer.number from ${audienceOf(key)} audience
    join customer on customer.organisation_id = app_organisation_id() and customer.id = audience.customer_id
    where audience.reasons = 0) receiver`;
}

/** Their numbers as ranges. */
export const numbersOf: RawBuilder<unknown> = sql`
  coalesce(range_agg(int8range(receiver.number, receiver.number, '[]')), '{}')`;

/** How many numbers a multirange holds. */
export function howMany(numbers: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(${numbers}) part)`;
}
