import { Temporal as Tz } from "temporal-polyfill";

/** What a date and time on the wall clock mean in a zone: once, never (the night clocks go forward), or twice. */
export type LocalTime =
  | { readonly kind: "exact"; readonly at: Date }
  /** The hour is skipped that night; `used` ("03:30") is what the clock shows instead. */
  | { readonly kind: "gap"; readonly at: Date; readonly used: string }
  /** The hour comes twice; each with its offset from UTC, as "+02:00". */
  | {
      readonly kind: "overlap";
      readonly first: { readonly at: Date; readonly offset: string };
      readonly second: { readonly at: Date; readonly offset: string };
    };

/**
 * Finds the instant of a wall-clock time. Pure but for the zone data of the process.
 *
 * @param input.date "2026-03-29"
 * @param input.time "02:30"
 * @param input.zone IANA name
 * @throws {RangeError} for a day or zone that does not exist
 */
export function resolveLocalTime(input: { date: string; time: string; zone: string }): LocalTime {
  const wall = Tz.PlainDateTime.from(`${input.date}T${input.time}`, { overflow: "reject" });
  const earlier = wall.toZonedDateTime(input.zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(input.zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: "exact", at: instantOf(later) };
  if (earlier.toPlainDateTime().equals(wall)) {
    return {
      kind: "overlap",
      first: { at: instantOf(earlier), offset: earlier.offset },
      second: { at: instantOf(later), offset: later.offset },
    };
  }
  return {
    kind: "gap",
    at: instantOf(later),
    used: later.toPlainTime().toString({ smallestUnit: "minute" }),
  };
}

function instantOf(time: Tz.ZonedDateTime): Date {
  return new Date(time.epochMilliseconds);
}
