import type { QuietAt } from "@packpost/core/quiet-hours/quiet-at";
import { dayAfter } from "#web/components/time/day-after.ts";
import { dayOf, formatClock } from "../list/format-thread-time.ts";

const dayMs = 86_400_000;

/**
 * When something is to happen, on the organisation's clock: "today 14:00", "tomorrow 09:00", "Mon 09:00" within a week, else "7 Dec 09:00".
 * @param zone IANA name
 */
export function formatDue(at: Date, now: Date, zone: string): string {
  return `${dayWords(at, now, zone)} ${formatClock(at, zone)}`;
}

function dayWords(at: Date, now: Date, zone: string): string {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return "today";
  if (day === dayAfter(dayOf(now, zone), 1)) return "tomorrow";
  const inMs = at.getTime() - now.getTime();
  const locale = "en-GB";
  if (inMs > 0 && inMs < 6 * dayMs)
    return new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short" }).format(at);
  const sameYear = day.slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const parts = { weekday: "short", day: "numeric", month: "short" } as const;
  return new Intl.DateTimeFormat(locale, {
    ...{ timeZone: zone, ...parts },
    ...(sameYear ? {} : { year: "numeric" }),
  })
    .format(at)
    .replace(",", "");
}

/** Whether an instant lies in the quiet hours of anywhere that somebody may be. */
export function isQuiet(at: Date, quiet: QuietAt | null): boolean {
  if (quiet === null) return false;
  const { from, until, zones } = quiet;
  return zones.some((zone) => {
    const clock = formatClock(at, zone);
    return from < until ? clock >= from && clock < until : clock >= from || clock < until;
  });
}

/**
 * The instant at which a clock shows this, to the minute and near enough to say something about it while one types; the server decides.
 * @param zone IANA name
 */
export function instantShown(date: string, time: string, zone: string): Date {
  const asked = Date.parse(`${date}T${time}:00Z`);
  let at = asked;
  for (let round = 0; round < 2; round++)
    at += asked - Date.parse(`${dayOf(new Date(at), zone)}T${formatClock(new Date(at), zone)}:00Z`);
  return new Date(at);
}
