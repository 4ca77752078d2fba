import { type Place, zonesWhere } from "./quiet-clock.ts";
import { quietHoursOf } from "./quiet-hours-of.ts";

/** Between these times, as "21:00", on a clock of any of these zones, no text leaves by itself for whom it is about. */
export interface QuietAt {
  readonly from: string;
  readonly until: string;
  /** IANA names. */
  readonly zones: readonly string[];
}

/** An organisation's quiet hours where somebody may be (A12, T35). @param place null = nobody knows: its own clock @returns null = none */
export function quietAt(
  organisation: { readonly zone: string } & Parameters<typeof quietHoursOf>[0],
  place: Place | null,
): QuietAt | null {
  const quiet = quietHoursOf(organisation);
  if (quiet === null) return null;
  const { zone } = organisation;
  return {
    ...{ from: quiet.from.slice(0, 5), until: quiet.until.slice(0, 5) },
    zones: place === null ? [zone] : zonesWhere(place, zone),
  };
}
