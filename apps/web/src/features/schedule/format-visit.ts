const locale = "en-GB";

/** "16:15" in the organisation's zone, as a time field wants it. */
export function formatClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/**
 * A day as a heading: "Today, Sunday 29 November".
 * @param day "2026-11-29"
 */
export function formatDay(day: string, today: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const name = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: "UTC", weekday: "long", day: "numeric", month: "long" },
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const }),
  }).format(at);
  return day === today ? `Today, ${name}` : name;
}

/** The same, short: "Sun 29". */
export function formatShortDay(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric" }).format(at);
}

/** "Maria Okafor, Chidi Okafor" or, for a family of whose people nobody knows the name, "no contact". */
export function formatPeople(people: readonly { name: string }[]): string {
  const names = people.map(({ name }) => name).filter((name) => name !== "");
  return names.length === 0 ? "no contact" : names.join(", ");
}
