import { Temporal as Tz } from "temporal-polyfill";
import { zonesOfNumber } from "./zones-of-number.ts";

/** Local times between which nobody is texted, as `21:00:00`; over midnight where `until` is the earlier. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** Where somebody may be. */
export interface Place {
  /** What their file says; null = nothing. */
  readonly zone: string | null;
  /** E.164. */
  readonly number: string;
}

/** A number with more zones than that says nothing of where its owner is. */
const MOST_ZONES = 3;

/** When texts may reach people. */
export interface QuietClock {
  /**
   * The first moment, from `at` on, at which it is night nowhere where somebody may be (T35).
   * @returns null where there is none within days
   */
  allowedFrom(at: Date, place: Place): Date | null;
}

const DAY_MS = 86_400_000;
const NIGHTS = 9;

/**
 * Quiet hours on the clocks of those who get a text (A12, T35): of the zone in their file, else of all zones that their number may be in,
 * else, and where those are many, of the organisation's. Nights are computed once a zone.
 * @param quiet null = none
 * @param input.around nights are known from the day before until a week after it
 * @param input.zone the organisation's
 */
export function quietClock(quiet: QuietHours | null, input: { around: Date; zone: string }): QuietClock {
  const nights = new Map<string, readonly Night[] | null>();
  const nightsIn = (zone: string) => {
    const known = nights.get(zone);
    if (known !== undefined) return known;
    const found = quiet === null ? [] : nightsOf(zone, quiet, input.around);
    nights.set(zone, found);
    return found;
  };
  // By the zones of the place, which are the same array each time: thousands are asked for.
  const byPlace = new Map<string | readonly string[], readonly Night[]>();
  const nightsAt = (place: Place) => {
    const { zone, number } = place;
    const where = zone !== null && nightsIn(zone) !== null ? zone : zonesOfNumber(number);
    const known = byPlace.get(where);
    if (known !== undefined) return known;
    const zones = zonesWhere(place, input.zone, (zone) => nightsIn(zone) !== null);
    const found = zones.flatMap((zone) => nightsIn(zone) ?? []);
    byPlace.set(where, found);
    return found;
  };
  return {
    allowedFrom(at, place) {
      const all = nightsAt(place);
      let ms = at.getTime();
      // Each step leaves one night behind it, so it ends.
      for (let step = 0; step <= all.length; step++) {
        const night = all.find(({ begins, ends }) => begins <= ms && ms < ends);
        if (night === undefined) return new Date(ms);
        ms = night.ends;
      }
      return null;
    },
  };
}

/**
 * The zones in which somebody may be: the one of their file, else those of their number, else, and where those are many, the organisation's.
 * @param own the organisation's
 * @param exists whether there is such a zone, for whoever asks of many people
 */
export function zonesWhere({ zone, number }: Place, own: string, exists = isZone): string[] {
  if (zone !== null && exists(zone)) return [zone];
  const zones = zonesOfNumber(number).filter(exists);
  return zones.length === 0 || zones.length > MOST_ZONES ? [own] : zones;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

interface Night {
  readonly begins: number;
  readonly ends: number;
}

/** @returns null for a zone that does not exist */
function nightsOf(zone: string, { from, until }: QuietHours, around: Date): Night[] | null {
  try {
    const first = Tz.Instant.fromEpochMilliseconds(around.getTime() - DAY_MS)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    const at = (days: number, time: string) =>
      first.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: Tz.PlainTime.from(time) })
        .epochMilliseconds;
    const overMidnight = from > until ? 1 : 0;
    return Array.from({ length: NIGHTS }, (_, day) => ({
      begins: at(day, from),
      ends: at(day + overMidnight, until),
    }));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
