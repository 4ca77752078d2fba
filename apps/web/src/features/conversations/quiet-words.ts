import { cityOf } from "@packpost/core/local-time/city-of";
import type { QuietAt } from "@packpost/core/quiet-hours/quiet-at";

/** Quiet hours and whose clock they go by: "21:00 to 08:00 on your clock", "21:00 to 08:00 in New York and Chicago". @param ours IANA name */
export function quietSpan({ from, until, zones }: QuietAt, ours: string): string {
  const span = `${from} to ${until}`;
  if (zones.length === 1 && zones[0] === ours) return `${span} on your clock`;
  return `${span} in ${new Intl.ListFormat("en-GB").format(zones.map(cityOf))}`;
}
