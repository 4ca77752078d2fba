import { type RawBuilder, sql } from "kysely";

/**
 * The day of an instant in the organisation's zone, as instants over a row named `organisation`. A day is counted on the wall clock
 * before it becomes an instant: on the nights when clocks change it has 23 or 25 hours.
 * @param at an expression; left out = now
 */
export function dayOf(at: RawBuilder<unknown> = sql`app_now()`): {
  begins: RawBuilder<Date>;
  ends: RawBuilder<Date>;
} {
  const midnight = sql`date_trunc('day', ${at} at time zone organisation.zone)`;
  return {
    begins: sql`(${midnight} at time zone organisation.zone)`,
    ends: sql`((${midnight} + interval '1 day') at time zone organisation.zone)`,
  };
}
