/**
 * Another day of the calendar: not so many times 24 hours, as days have 23 or 25 where clocks change.
 * @param day "2026-11-29"
 * @param days below 0: before it
 */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
