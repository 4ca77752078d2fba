/**
 * "Saved 14:02"; with the day when it was not today: "Saved 20 Nov, 16:10".
 *
 * @param now the present instant
 * @param zone the organisation's zone
 */
export function formatSaved(at: Date, now: Date, zone: string): string {
  const shown = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  const day = shown({ dateStyle: "short" });
  const time = shown({ hour: "2-digit", minute: "2-digit" }).format(at);
  if (day.format(at) === day.format(now)) return `Saved ${time}`;
  const year = shown({ year: "numeric" });
  const date = shown({
    day: "numeric",
    month: "short",
    ...(year.format(at) === year.format(now) ? {} : { year: "numeric" }),
  }).format(at);
  return `Saved ${date}, ${time}`;
}
