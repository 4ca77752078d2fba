/** A zone as people say it, by its city: "New York" of "America/New_York", "UTC" of "UTC". No server imports. @param zone IANA name */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
