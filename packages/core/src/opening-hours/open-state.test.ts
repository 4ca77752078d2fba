import { expect, it } from "vitest";
import { openState } from "./open-state.ts";
import { type OpeningHours, openingHoursSchema } from "./opening-hours-schema.ts";

const day = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:00" },
];
const hours: OpeningHours = {
  week: [day, day, day, day, day, [], []],
  closedDays: [{ date: "2026-12-25", name: "Christmas" }],
};
const opensAt = (at: string, zone = "Europe/Berlin", of = hours) => {
  const state = openState(of, zone, new Date(at));
  return state.open ? "open" : (state.opensAt?.toISOString() ?? null);
};

it("V16 is open within a span alone: from its first minute to before its end", () => {
  expect(opensAt("2026-11-30T07:00:00Z")).toBe("open");
  expect(opensAt("2026-11-30T10:59:59Z")).toBe("open");
  expect(opensAt("2026-11-30T11:00:00Z")).toBe("2026-11-30T12:00:00.000Z");
  expect(opensAt("2026-11-30T06:59:59Z")).toBe("2026-11-30T07:00:00.000Z");
  expect(opensAt("2026-11-30T16:00:00Z")).toBe("2026-12-01T07:00:00.000Z");
});

it("V16 over a weekend and a closed day it says the next working day, in the organisation's zone", () => {
  expect(opensAt("2026-11-28T12:00:00Z")).toBe("2026-11-30T07:00:00.000Z");
  // Christmas is a Friday.
  expect(opensAt("2026-12-24T20:00:00Z")).toBe("2026-12-28T07:00:00.000Z");
  expect(opensAt("2026-12-25T09:00:00Z")).toBe("2026-12-28T07:00:00.000Z");
  // Still Sunday in New York.
  expect(opensAt("2026-11-30T03:00:00Z", "America/New_York")).toBe("2026-11-30T13:00:00.000Z");
});

it("V16 the nights in which clocks change open and close on the wall's clock", () => {
  const night: OpeningHours = {
    week: Array.from({ length: 7 }, () => [{ from: "02:30", to: "24:00" }]),
    closedDays: [],
  };
  // 02:30 is skipped on 29 March: 03:30 is the next that there is.
  expect(opensAt("2026-03-29T00:59:00Z", "Europe/Berlin", night)).toBe("2026-03-29T01:30:00.000Z");
  // 02:30 comes twice on 25 October.
  expect(opensAt("2026-10-25T00:30:00Z", "Europe/Berlin", night)).toBe("open");
  expect(opensAt("2026-10-25T22:59:00Z", "Europe/Berlin", night)).toBe("open");
});

it("V16 with no span within a year it says no time", () => {
  const never: OpeningHours = { week: Array.from({ length: 7 }, () => []), closedDays: [] };
  expect(opensAt("2026-11-30T07:00:00Z", "UTC", never)).toBe(null);
});

it("V16 refuses hours that are none, and puts spans into their order", () => {
  const week = (spans: object[]) => ({ week: [spans, [], [], [], [], [], []], closedDays: [] });
  for (const spans of [
    [{ from: "12:00", to: "08:00" }],
    [{ from: "08:00", to: "08:00" }],
    [{ from: "8:00", to: "12:00" }],
    [{ from: "08:00", to: "25:00" }],
    [
      { from: "08:00", to: "12:00" },
      { from: "11:00", to: "13:00" },
    ],
  ])
    expect(openingHoursSchema.safeParse(week(spans)).success).toBe(false);
  const twice = [
    { date: "2026-12-25", name: "" },
    { date: "2026-12-25", name: "Christmas" },
  ];
  expect(openingHoursSchema.safeParse({ ...week([]), closedDays: twice }).success).toBe(false);
  expect(openingHoursSchema.parse(week([...day].toReversed())).week[0]).toEqual(day);
});
