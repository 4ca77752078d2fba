import { expect, it } from "vitest";
import { areaPath, linePath, niceTicks } from "./time-chart-shape.ts";

it("marks round numbers up to the greatest value, whole people only", () => {
  expect(niceTicks(0)).toEqual([0, 1]);
  expect(niceTicks(3)).toEqual([0, 1, 2, 3]);
  expect(niceTicks(412)).toEqual([0, 200, 400]);
  expect(niceTicks(1_000_000).at(-1)).toBe(1_000_000);
});

it("draws a line through many shares, from left to right", () => {
  const shares = Array.from({ length: 21 }, (_, n) => n / 20);
  expect(linePath(shares)).toMatch(/^M0,100L5,95L10,90.*L100,0$/);
});

it("C10 draws a young campaign's first minutes as steps that use the whole room", () => {
  expect(linePath([0, 0.5, 1])).toBe("M0,100V50H50V0H100");
  expect(areaPath([0, 1])).toBe("M0,100V0H100L100,100L0,100Z");
  expect(linePath([0])).toBe("M0,100");
});
