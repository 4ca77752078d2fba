/** "on 12 January 2027 at 09:00". */
export function on(at: Date, zone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return `on ${day(at, zone)} at ${clock.format(at)}`;
}

/** "12 January 2027". */
export function day(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "long" }).format(at);
}
