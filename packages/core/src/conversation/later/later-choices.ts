import { Temporal as Tz } from "temporal-polyfill";
import { hasHours, openState } from "../../opening-hours/open-state.ts";
import type { OpeningHours } from "../../opening-hours/opening-hours-schema.ts";

export const laterChoiceKinds = [
  "this_morning",
  "this_afternoon",
  "this_evening",
  "tomorrow",
  "when_open",
  "monday",
  "day_before_visit",
  "before_visit",
] as const;
export type LaterChoiceKind = (typeof laterChoiceKinds)[number];

/** A time at which it makes sense to send. */
export interface LaterChoice {
  readonly kind: LaterChoiceKind;
  readonly at: Date;
}

/** So soon is sent by hand. */
const SOONEST_MS = 15 * 60_000;
const MONDAY = 1;

/**
 * The times that are offered for sending later, none twice and none over, on the organisation's clock.
 * @param zone IANA name
 * @param visitAt when the family's next visit begins; null = there is none
 */
export function laterChoices(given: {
  readonly now: Date;
  readonly zone: string;
  readonly hours: OpeningHours;
  readonly visitAt: Date | null;
}): LaterChoice[] {
  const { now, zone, hours, visitAt } = given;
  const here = zoned(now, zone);
  const today = here.toPlainDate();
  const at = (date: Tz.PlainDate, time: string) =>
    new Date(date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
  const toMonday = 8 - today.dayOfWeek;
  const opens = opensNext(hours, zone, now, at(today.add({ days: 1 }), "00:00"));
  const choices: (LaterChoice | null)[] = [
    here.hour < 8 ? { kind: "this_morning", at: at(today, "09:00") } : null,
    here.hour < 13 ? { kind: "this_afternoon", at: at(today, "14:00") } : null,
    here.hour >= 12 && here.hour < 17 ? { kind: "this_evening", at: at(today, "18:00") } : null,
    opens && { kind: "when_open", at: opens },
    { kind: "tomorrow", at: at(today.add({ days: 1 }), "09:00") },
    { kind: "monday", at: at(today.add({ days: today.dayOfWeek === MONDAY ? 7 : toMonday }), "09:00") },
    visitAt && {
      kind: "day_before_visit",
      at: at(zoned(visitAt, zone).toPlainDate().subtract({ days: 1 }), "09:00"),
    },
    visitAt && { kind: "before_visit", at: new Date(visitAt.getTime() - 2 * 3_600_000) },
  ];
  const offered: LaterChoice[] = [];
  for (const choice of choices) {
    if (choice === null || choice.at.getTime() < now.getTime() + SOONEST_MS) continue;
    const isOfVisit = choice.kind === "day_before_visit" || choice.kind === "before_visit";
    if (!isOfVisit && offered.some((one) => one.at.getTime() === choice.at.getTime())) continue;
    offered.push(choice);
  }
  return offered;
}

function zoned(instant: Date, zone: string): Tz.ZonedDateTime {
  return Tz.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

/** When it opens next; while it is open, from tomorrow on. */
function opensNext(hours: OpeningHours, zone: string, now: Date, tomorrow: Date): Date | null {
  if (!hasHours(hours)) return null;
  const state = openState(hours, zone, now);
  const next = state.open ? openState(hours, zone, tomorrow) : state;
  return next.open ? null : next.opensAt;
}
