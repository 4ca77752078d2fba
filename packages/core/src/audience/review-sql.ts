import { type RawBuilder, sql } from "kysely";
import { type AudienceKey, audienceOf } from "./audience-sql.ts";

/**
 * The numbers of whoever would receive now, by evaluating everybody, as a parenthesised sub-select of one row with one
 * multirange `numbers`.
 * @param among see {@link audienceOf}
 */
export function receiverNumbers(key: AudienceKey, among?: RawBuilder<unknown>): RawBuilder<unknown> {
  const receivers = sql`(select * from ${audienceOf(key, among)} audience where audience.reasons = 0)`;
  return sql`(
    select coalesce((select numbers from ${numbersByReasons(receivers)} receiving), '{}') as numbers)`;
}

/**
 * The numbers in rows of (number, reasons) as one multirange for each combination of reasons. They come nearly in the order of
 * numbers, so one sort by number costs little: a range ends where the number or the reasons of the next row do not go on, and only
 * the rows that begin one are grouped.
 */
export function numbersByReasons(audience: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select reasons, range_agg(int8range(number, until, '[]')) as numbers from (
      select reasons, number, coalesce(lead(before) over (order by number), newest) as until from (
        select reasons, number, lag(number) over (order by number) as before, lag(reasons) over (order by number) as reasons_before,
          max(number) over () as newest
        from ${audience} audience) placed
      where before is null or before <> number - 1 or reasons_before <> reasons) beginnings
    group by reasons)`;
}

/** How many numbers a multirange holds. */
export function howMany(numbers: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(${numbers}) part)`;
}
