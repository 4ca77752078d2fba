import { Temporal as Tz } from "temporal-polyfill";
import { resolveLocalTime } from "../../local-time/resolve-local-time.ts";

/** A date and time on the organisation's wall clock, as "2026-11-29" and "14:30". */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** Whom an alert is for, as it is chosen (A2). */
export type AlertRange =
  | { readonly kind: "rest_of_today" }
  /** The rest of today and `days` − 1 whole days. */
  | { readonly kind: "next_days"; readonly days: number }
  | { readonly kind: "tomorrow" }
  | { readonly kind: "custom"; readonly from: WallTime; readonly until: WallTime };

/** A range as instants: appointments that begin at `from` or later and before `until`. */
export interface Instants {
  readonly from: Date;
  readonly until: Date;
}

/** What is wrong with a range of one's own. */
export type RangeProblem = "past" | "turned_around" | "too_long" | "no_such_time";

export type ResolvedRange =
  | ({ readonly ok: true } & Instants)
  | { readonly ok: false; readonly problem: RangeProblem; readonly field: "from" | "until" };

/** Calendar days of the organisation's zone that a range touches at most (A2). */
export const MOST_DAYS = 7;

/**
 * What a chosen range means in a zone now. Days are counted on the wall clock: where clocks change they have 23 or 25 hours. An hour
 * that comes twice is taken whole; one that is skipped is no time. Pure, and of the browser too.
 * @param at.zone IANA name of the organisation's zone
 * @throws {RangeError} for a day that is not in the calendar
 */
export function resolveRange(range: AlertRange, at: { now: Date; zone: string }): ResolvedRange {
  const now = Tz.Instant.fromEpochMilliseconds(at.now.getTime()).toZonedDateTimeISO(at.zone);
  const midnight = (days: number) =>
    new Date(now.toPlainDate().add({ days }).toZonedDateTime(at.zone).epochMilliseconds);
  switch (range.kind) {
    case "rest_of_today":
      return { ok: true, from: at.now, until: midnight(1) };
    case "tomorrow":
      return { ok: true, from: midnight(1), until: midnight(2) };
    case "next_days":
      return { ok: true, from: at.now, until: midnight(range.days) };
    case "custom":
      return resolveCustom(range, at);
  }
}

function resolveCustom(
  range: Extract<AlertRange, { kind: "custom" }>,
  { now, zone }: { now: Date; zone: string },
): ResolvedRange {
  const from = resolveLocalTime({ ...range.from, zone });
  if (from.kind === "gap") return { ok: false, problem: "no_such_time", field: "from" };
  const until = resolveLocalTime({ ...range.until, zone });
  if (until.kind === "gap") return { ok: false, problem: "no_such_time", field: "until" };
  const instants = {
    from: from.kind === "overlap" ? from.first.at : from.at,
    until: until.kind === "overlap" ? until.second.at : until.at,
  };
  if (instants.until <= instants.from) return { ok: false, problem: "turned_around", field: "until" };
  if (instants.until <= now) return { ok: false, problem: "past", field: "until" };
  if (daysTouched(instants, zone) > MOST_DAYS) return { ok: false, problem: "too_long", field: "until" };
  return { ok: true, ...instants };
}

/** The end is not part of it: until midnight is one day less. */
function daysTouched({ from, until }: Instants, zone: string): number {
  const dayOf = (ms: number) => Tz.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  return dayOf(from.getTime()).until(dayOf(until.getTime() - 1)).days + 1;
}
