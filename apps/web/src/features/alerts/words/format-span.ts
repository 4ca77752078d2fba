import { UNDO_SECONDS } from "@packpost/core/campaign/enums";
import { zoneName } from "#web/components/time/zone-name.ts";

/**
 * A range in words, in the organisation's zone, with the zone's name where times are: "Tue 24 Nov, all day", "Tue 24 Nov 14:00 – 18:00 CET",
 * "Sun 29 Nov 14:05 – Tue 1 Dec CET".
 * @param until not part of it: midnight ends the day before
 * @param zone IANA name
 */
export function formatSpan({ from, until, zone }: { from: Date; until: Date; zone: string }): string {
  const startsDay = formatAlertClock(from, zone) === "00:00";
  const endsDay = formatAlertClock(until, zone) === "00:00";
  const lastDay = formatAlertDay(endsDay ? new Date(until.getTime() - 1) : until, zone);
  const firstDay = formatAlertDay(from, zone);
  const name = zoneName(from, zone);
  if (startsDay && endsDay) return firstDay === lastDay ? `${firstDay}, all day` : `${firstDay} – ${lastDay}`;
  const begin = startsDay ? firstDay : `${firstDay} ${formatAlertClock(from, zone)}`;
  const end = endsDay ? "midnight" : formatAlertClock(until, zone);
  if (firstDay === lastDay) return `${begin} – ${end} ${name}`;
  return `${begin} – ${endsDay ? lastDay : `${lastDay} ${end}`} ${name}`;
}

/** "Tue 24 Nov". */
export function formatAlertDay(at: Date, zone: string): string {
  return formatterOf("en-GB", zone, { weekday: "short", day: "numeric", month: "short" })
    .format(at)
    .replace(",", "");
}

/** "14:05". */
export function formatAlertClock(at: Date, zone: string): string {
  return formatterOf("en-GB", zone, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** "14:05" today, "Tue 24 Nov 14:05" on another day. */
export function formatAlertTime(at: Date, now: Date, zone: string): string {
  const day = formatAlertDay(at, zone);
  const clock = formatAlertClock(at, zone);
  return day === formatAlertDay(now, zone) ? clock : `${day} ${clock}`;
}

/** "14:17", "Tue 24 Nov 00:12": when it will be done, with the time to undo it. @param seconds until then */
export function formatEnd(now: Date, seconds: number, zone: string): string {
  return formatAlertTime(new Date(now.getTime() + (UNDO_SECONDS + seconds) * 1_000), now, zone);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, timeZone: string, parts: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${timeZone} ${JSON.stringify(parts)}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...parts });
  formatters.set(key, formatter);
  return formatter;
}
