import { expect, it } from "vitest";
import { countMoved, keepOrder } from "./held-order.ts";

it("V3 counts what is new or has moved up, not what it passed, and not the next page", () => {
  const shown = ["a", "b", "c", "d"];
  expect(countMoved(shown, shown)).toBe(0);
  expect(countMoved(shown, ["c", "a", "b", "d"])).toBe(1);
  expect(countMoved(shown, ["n", "d", "a", "b", "c"])).toBe(2);
  expect(countMoved(shown, ["a", "b", "d"])).toBe(0);
  expect(countMoved(shown, ["a", "b", "c", "d", "e", "f"])).toBe(0);
  expect(countMoved([], ["a", "b"])).toBe(0);
});

it("V3 while it is held the order stands, and further pages come below", () => {
  expect(keepOrder(["a", "b"], ["n", "b", "a", "c", "d"])).toEqual(["a", "b", "c", "d"]);
});
