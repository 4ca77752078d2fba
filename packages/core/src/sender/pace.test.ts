import { expect, it } from "vitest";
import { paceMs, paceOf, ratePerSecond } from "./pace.ts";

it.each([
  ["500 a second", { perSecond: 500, msPerMessage: null }, { messages: 500, perMs: 1_000 }, 500, 1_000, 500],
  ["three a second", { perSecond: 3 }, { messages: 3, perMs: 1_000 }, 300, 100_000, 3],
  ["one per 12 s", { msPerMessage: 12_000 }, { messages: 1, perMs: 12_000 }, 100, 1_200_000, 1 / 12],
])("C8 A6 %s is exact", (_name, row, pace, count, ms, rate) => {
  expect(paceOf(row)).toEqual(pace);
  expect(paceMs(pace, count)).toBe(ms);
  expect(ratePerSecond(pace)).toBe(rate);
});

it("C8 no number is no pace", () => {
  expect(paceOf({ perSecond: null, msPerMessage: null })).toBeNull();
});
