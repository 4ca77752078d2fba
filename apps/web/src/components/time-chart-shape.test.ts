import { expect, it } from "vitest";
import { areaPath, linePath, niceTicks } from "./time-chart-shape.ts";

it("marks round numbers up to the greatest value, whole people only", () => {
  expect(niceTicks(0)).toEqual([0, 1]);
  expect(niceTicks(3)).toEqual([0, 1, 2, 3]);
  expect(niceTicks(412)).toEqual([0, 200, 400, 600]);
  expect(niceTicks(1_000_000).at(-1)).toBeGreaterThanOrEqual(1_000_000);
});

it("draws a line through the shares, from left to right", () => {
  expect(linePath([0, 0.5, 1])).toBe("M0,100L50,50L100,0");
  expect(areaPath([0, 1])).toBe("M0,100L100,0L100,100L0,100Z");
});
