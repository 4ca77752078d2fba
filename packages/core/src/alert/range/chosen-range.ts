import type { AlertRange, Instants, WallTime } from "./resolve-range.ts";

/** What was chosen for an alert once, to be counted from now; a range of one's own as it was. @param zone IANA name of the organisation's */
export function chosenRange(
  { kind, days, from, until }: Instants & { readonly kind: AlertRange["kind"]; readonly days: number | null },
  zone: string,
): AlertRange {
  switch (kind) {
    case "next_days":
      return { kind, days: days ?? 2 };
    case "custom":
      return { kind, from: wallTime(from, zone), until: wallTime(until, zone) };
    default:
      return { kind };
  }
}

/** An instant on the organisation's wall clock. Without Temporal, which the browser's first load does not bring. @param zone IANA name */
export function wallTime(at: Date, zone: string): WallTime {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  return { date, time };
}
