import { type RawBuilder, sql } from "kysely";
import { type AudienceKey, audienceOf } from "./audience-sql.ts";

/**
 * The numbers of whoever would receive now, as a parenthesised sub-select of one row with one multirange `numbers`. Numbers
 * in a row differ from their place by the same, so they are made one range each before they are joined.
 */
export function receiverNumbers(key: AudienceKey): RawBuilder<unknown> {
  return sql`(
    select coalesce(range_agg(part), '{}') as numbers from (
      select int8range(min(number), max(number), '[]') as part from (
        select number, number - row_number() over (order by number) as island
        from ${audienceOf(key)} audience where audience.reasons = 0) placed
      group by island) parts)`;
}

/** How many numbers a multirange holds. */
export function howMany(numbers: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(${numbers}) part)`;
}
