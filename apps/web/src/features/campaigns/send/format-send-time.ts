import { dayAfter } from "#web/components/time/day-after.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "Sunday 29 March 2026 at 09:00": a send time in full, in the organisation's zone. */
export function formatSendTime(at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return `${day.replace(",", "")} at ${time.format(at)}`;
}

/** "in 5 days", "in 3 hours", "in 12 minutes": how long until then, rounded. */
export function formatUntil(at: Date, now: Date): string {
  const leftMs = at.getTime() - now.getTime();
  if (leftMs >= 2 * dayMs) return `in ${Math.round(leftMs / dayMs)} days`;
  if (leftMs >= 2 * hourMs) return `in ${Math.round(leftMs / hourMs)} hours`;
  const minutes = Math.max(1, Math.round(leftMs / minuteMs));
  return `in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

/** Tomorrow at nine in a zone, as the fields want it: the first suggestion. */
export function suggestSendTime(now: Date, zone: string): { date: string; time: string } {
  return { date: dayAfter(wallClock(now, zone).date, 1), time: "09:00" };
}

/** An instant as date and time fields show it. */
export function wallClock(at: Date, zone: string): { date: string; time: string } {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return { date: new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at), time: time.format(at) };
}
