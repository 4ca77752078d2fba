import { dayAfter } from "./day-after.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Clocks differ, and a page's "now" may be old: what seems to lie this little ahead has happened. */
const skewMs = 2 * minuteMs;
const locale = "en-GB";

/**
 * A time as lists show it, in the organisation's zone: relative only under an hour, then "today 14:05",
 * "yesterday 14:05", "12 May 14:05", "12 May 2025 14:05".
 *
 * @param at the instant
 * @param now the present instant
 * @param zone IANA name, e.g. "America/New_York"
 */
export function formatTime(at: Date, now: Date, zone: string): string {
  const agoMs = now.getTime() - at.getTime();
  if (agoMs >= -skewMs && agoMs < minuteMs) return "just now";
  if (agoMs >= 0 && agoMs < hourMs) return `${Math.floor(agoMs / minuteMs)} min ago`;
  if (agoMs < 0 && -agoMs < hourMs) return `in ${Math.ceil(-agoMs / minuteMs)} min`;
  return `${dayWord(at, now, zone)} ${clock(at, zone)}`;
}

/**
 * The same time in full, with seconds and the zone's name: "Sunday 22 November 2026 at 14:05:09 EST".
 *
 * @param at the instant
 * @param zone IANA name
 */
export function formatExactTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "full", timeStyle: "long" }).format(at);
}

function dayWord(at: Date, now: Date, zone: string): string {
  const day = calendarDay(at, zone);
  if (day === calendarDay(now, zone)) return "today";
  if (day === dayAfter(calendarDay(now, zone), -1)) return "yesterday";
  if (day === dayAfter(calendarDay(now, zone), 1)) return "tomorrow";
  const sameYear = day.slice(0, 4) === calendarDay(now, zone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

function clock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
}

function calendarDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
}
