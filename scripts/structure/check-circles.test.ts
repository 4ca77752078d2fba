import { expect, it } from "vitest";
import { checkCircles } from "./check-circles.ts";

const at = (from: string, to: string) => ({
  from: `packages/core/src/${from}`,
  to: `packages/core/src/${to}`,
  typeOnly: false,
});

it("folders that import each other are named, directly or over others; one direction and the root are fine", () => {
  expect(
    checkCircles([at("a/x.ts", "b/y.ts"), at("b/y.ts", "context.ts"), at("context.ts", "a/x.ts")]),
  ).toEqual([]);
  expect(checkCircles([at("a/x.ts", "b/y.ts"), at("b/z.ts", "c/y.ts"), at("c/y.ts", "a/w.ts")])).toEqual([
    expect.stringContaining(
      "a → b → c → a is a circle: packages/core/src/c/y.ts imports packages/core/src/a/w.ts",
    ),
  ]);
});
