import { chartRanges } from "@packpost/core/campaign/enums";
import { expect, it } from "vitest";
import { rangesAt, rangeWords } from "./chart-ranges.ts";

const hourMs = 3_600_000;

it.each([
  [0, "hour", ["hour", "day"]],
  [1.5 * hourMs, "hour", ["hour", "day"]],
  [1.5 * hourMs + 1, "day", ["hour", "day"]],
  [36 * hourMs + 1, "week", ["hour", "day", "week"]],
  [12 * 24 * hourMs, "all", ["hour", "day", "week", "all"]],
  [400 * 24 * hourMs, "all", ["hour", "day", "week", "all"]],
] as const)("C10 a campaign %i ms old opens with the range %s and offers %o", (ageMs, usual, offered) => {
  expect(rangesAt(ageMs)).toEqual({ usual, offered });
});

it.each(chartRanges)("C10 the range %s has words of its own", (range) => {
  expect(rangeWords[range]).toMatch(/\w{3}/);
  expect(chartRanges.filter((other) => rangeWords[other] === rangeWords[range])).toEqual([range]);
});
