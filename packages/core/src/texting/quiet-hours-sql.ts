import { type RawBuilder, sql } from "kysely";

/**
 * Whether an instant lies in the quiet hours of a row named `organisation` (A12), by its own clock: from `quiet_from` on, until `quiet_until`
 * is reached, over midnight where that is the earlier time. Without them never.
 * @param at an expression; left out = now
 */
export function inQuietHours(at: RawBuilder<unknown> = sql`app_now()`): RawBuilder<boolean> {
  const time = sql`(${at} at time zone organisation.zone)::time`;
  return sql`coalesce(case when organisation.quiet_from < organisation.quiet_until
      then ${time} >= organisation.quiet_from and ${time} < organisation.quiet_until
      else ${time} >= organisation.quiet_from or ${time} < organisation.quiet_until end, false)`;
}
