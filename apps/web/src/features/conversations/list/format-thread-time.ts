import { dayAfter } from "#web/components/time/day-after.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * When something was written, as narrow as a list needs it, in the organisation's zone: "now", "14 min", "14:05", "Yesterday", "Mon",
 * "12 May", "12 May 2025".
 * @param zone IANA name
 */
export function formatThreadTime(at: Date, now: Date, zone: string): string {
  const agoMs = now.getTime() - at.getTime();
  if (agoMs < minuteMs) return "now";
  if (agoMs < 60 * minuteMs) return `${Math.floor(agoMs / minuteMs)} min`;
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return formatClock(at, zone);
  if (day === dayAfter(dayOf(now, zone), -1)) return "Yesterday";
  if (agoMs < 6 * dayMs) return words(at, zone, { weekday: "short" });
  const sameYear = day.slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return words(at, zone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** Since when somebody waits: the clock within the day, else the day: "14:02", "Yesterday", "Mon". */
export function formatSince(at: Date, now: Date, zone: string): string {
  return dayOf(at, zone) === dayOf(now, zone) ? formatClock(at, zone) : formatThreadTime(at, now, zone);
}

/** "09:31" in the organisation's zone. */
export function formatClock(at: Date, zone: string): string {
  return words(at, zone, { hour: "2-digit", minute: "2-digit" });
}

/** The day between two entries: "Today", "Yesterday", "Monday 23 November", with the year if it is another. */
export function formatDay(at: Date, now: Date, zone: string): string {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return "Today";
  if (day === dayAfter(dayOf(now, zone), -1)) return "Yesterday";
  const sameYear = day.slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const parts = { weekday: "long", day: "numeric", month: "long" } as const;
  return words(at, zone, sameYear ? parts : { ...parts, year: "numeric" });
}

/** "2026-11-29": which day it is there. */
export function dayOf(at: Date, zone: string): string {
  return formatterOf("en-CA", zone, {}).format(at);
}

function words(at: Date, zone: string, parts: Intl.DateTimeFormatOptions): string {
  return formatterOf("en-GB", zone, parts).format(at);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a hundred uses of it, and a thread has hundreds of times. */
function formatterOf(locale: string, timeZone: string, parts: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${timeZone} ${JSON.stringify(parts)}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...parts });
  formatters.set(key, formatter);
  return formatter;
}
