import { type RawBuilder, sql } from "kysely";
import { type AudienceKey, audienceOf } from "./audience-sql.ts";

/**
 * The numbers of whoever would receive now, by evaluating everybody, as a parenthesised sub-select of one row with one
 * multirange `numbers`.
 */
export function receiverNumbers(key: AudienceKey): RawBuilder<unknown> {
  const receivers = sql`(select * from ${audienceOf(key)} audience where audience.reasons = 0)`;
  return sql`(
    select coalesce((select numbers from ${numbersByReasons(receivers)} receiving), '{}') as numbers)`;
}

/**
 * The numbers in rows of (number, reasons) as one multirange for each combination of reasons. Numbers in a row differ from
 * their place by the same, so they are made one range each before they are joined.
 */
export function numbersByReasons(audience: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select reasons, range_agg(part) as numbers from (
      select reasons, int8range(min(number), max(number), '[]') as part from (
        select reasons, number, number - row_number() over (partition by reasons order by number) as island
        from ${audience} audience) placed
      group by reasons, island) parts
    group by reasons)`;
}

/** How many numbers a multirange holds. */
export function howMany(numbers: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(${numbers}) part)`;
}
