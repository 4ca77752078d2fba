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
 * numbers, so one sort by number costs little, and one window over it: a range begins and ends where the number or the reasons of the
 * neighbour do not go on. Only these edges are looked at again, each beginning with the end next to it.
 */
export function numbersByReasons(audience: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select reasons, range_agg(int8range(number, until, '[]')) as numbers from (
      select reasons, number, begins, case when ends then number else lead(number) over (order by number) end as until from (
        select reasons, number,
          lag(number, 1, number) over beside <> number - 1 or lag(reasons) over beside <> reasons as begins,
          lead(number, 1, number) over beside <> number + 1 or lead(reasons) over beside <> reasons as ends
        from ${audience} audience window beside as (order by number)) placed
      where begins or ends) edges
    where begins group by reasons)`;
}

/** How many numbers a multirange holds. */
export function howMany(numbers: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(upper(part) - lower(part)), 0)::int from unnest(${numbers}) part)`;
}
