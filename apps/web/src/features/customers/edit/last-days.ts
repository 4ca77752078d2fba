/** Last days that are often meant, from the organisation's day `2026-11-30`. */
export function lastDays(today: string): { day: string; words: string }[] {
  const year = Number(today.slice(0, 4));
  const inAYear = new Date(`${today}T12:00:00Z`);
  inAYear.setUTCFullYear(year + 1);
  return [
    { day: `${year}-12-31`, words: `End of ${year}` },
    { day: `${year + 1}-12-31`, words: `End of ${year + 1}` },
    { day: inAYear.toISOString().slice(0, 10), words: "A year from today" },
  ];
}

/** A day as people read it: "31 Dec 2026". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" },
  }).format(new Date(`${day}T12:00:00Z`));
}
