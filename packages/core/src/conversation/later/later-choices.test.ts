import { describe, expect, it } from "vitest";
import type { OpeningHours } from "../../opening-hours/opening-hours-schema.ts";
import { laterChoices } from "./later-choices.ts";

const zone = "Europe/Berlin";
const never: OpeningHours = { week: Array.from({ length: 7 }, () => []), closedDays: [] };
const fromTen: OpeningHours = {
  week: Array.from({ length: 7 }, (_, day) => (day === 6 ? [] : [{ from: "10:00", to: "18:00" }])),
  closedDays: [],
};
const offered = (now: string, more: { hours?: OpeningHours; visitAt?: string; zone?: string } = {}) =>
  laterChoices({
    now: new Date(now),
    zone: more.zone ?? zone,
    hours: more.hours ?? never,
    visitAt: more.visitAt === undefined ? null : new Date(more.visitAt),
  }).map(({ kind, at }) => `${kind} ${at.toISOString().slice(0, 16)}`);

describe("V15 times that are offered", () => {
  it("V15 on a Tuesday morning: this afternoon, tomorrow, Monday, on the organisation's clock", () => {
    expect(offered("2026-12-01T08:00:00Z")).toEqual([
      "this_afternoon 2026-12-01T13:00",
      "tomorrow 2026-12-02T08:00",
      "monday 2026-12-07T08:00",
    ]);
  });

  it("V15 nothing that is over or as good as now, and Sunday's tomorrow is Monday once", () => {
    expect(offered("2026-12-06T12:50:00Z")).toEqual([
      "this_evening 2026-12-06T17:00",
      "tomorrow 2026-12-07T08:00",
    ]);
    expect(offered("2026-12-06T22:50:00Z")).toEqual(["tomorrow 2026-12-07T08:00"]);
    expect(offered("2026-12-01T01:00:00Z")[0]).toBe("this_morning 2026-12-01T08:00");
  });

  it("V15 V16 when we open next, where hours are set: today while closed, else the next day that opens", () => {
    const hours = fromTen;
    expect(offered("2026-12-01T07:30:00Z", { hours })).toContain("when_open 2026-12-01T09:00");
    expect(offered("2026-12-01T12:30:00Z", { hours })).toContain("when_open 2026-12-02T09:00");
    expect(offered("2026-12-05T18:30:00Z", { hours })).toContain("when_open 2026-12-07T09:00");
  });

  it("V15 about a visit: the day before and two hours before, as far as they are to come", () => {
    expect(offered("2026-12-01T08:00:00Z", { visitAt: "2026-12-03T10:00:00Z" }).slice(-2)).toEqual([
      "day_before_visit 2026-12-02T08:00",
      "before_visit 2026-12-03T08:00",
    ]);
    expect(offered("2026-12-01T08:00:00Z", { visitAt: "2026-12-01T09:00:00Z" }).join()).not.toMatch(/visit/);
  });

  it("V15 keeps nine o'clock over the night when clocks change", () => {
    expect(offered("2026-03-28T20:00:00Z")[0]).toBe("tomorrow 2026-03-29T07:00");
  });
});
