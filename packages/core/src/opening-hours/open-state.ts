import { Temporal as Tz } from "temporal-polyfill";
import type { OpeningHours } from "./opening-hours-schema.ts";

/** Whether somebody is there, and when next. */
export type OpenState =
  | { readonly open: true }
  /** Null = no day within a year and a month. */
  | { readonly open: false; readonly opensAt: Date | null };

/** So many days are looked through: a year's closing, and somewhat more. */
const DAYS = 400;

/**
 * Whether an organisation is open at an instant, and when it opens next (V16). A time that a night skips when clocks go forward is the next
 * that there is; one that comes twice opens at the first and closes at the second.
 * @param zone IANA name
 */
export function openState(hours: OpeningHours, zone: string, now: Date): OpenState {
  const closed = new Set(hours.closedDays.map(({ date }) => date));
  const today = Tz.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  for (let day = 0; day < DAYS; day++) {
    const date = today.add({ days: day });
    if (closed.has(date.toString())) continue;
    for (const { from, to } of hours.week[date.dayOfWeek - 1] ?? []) {
      const opens = instantOf(date, from, zone, "earlier");
      const closes = instantOf(date, to, zone, "later");
      if (closes <= now.getTime() || closes <= opens) continue;
      return opens <= now.getTime() ? { open: true } : { open: false, opensAt: new Date(opens) };
    }
  }
  return { open: false, opensAt: null };
}

/** Whether hours are set at all. */
export function hasHours({ week }: OpeningHours): boolean {
  return week.some((spans) => spans.length > 0);
}

function instantOf(date: Tz.PlainDate, time: string, zone: string, which: "earlier" | "later"): number {
  const midnight = time === "24:00";
  const wall = (midnight ? date.add({ days: 1 }) : date).toPlainDateTime(midnight ? "00:00" : time);
  // In a gap "earlier" would be before it, on the old clock.
  const first = wall.toZonedDateTime(zone, { disambiguation: which });
  return first.toPlainDateTime().equals(wall)
    ? first.epochMilliseconds
    : wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
}
