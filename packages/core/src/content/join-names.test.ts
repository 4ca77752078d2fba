import { expect, it } from "vitest";
import { joinNames } from "./join-names.ts";

it.each([
  [[], ""],
  [["Biscuit"], "Biscuit"],
  [["Biscuit", "Pepper"], "Biscuit and Pepper"],
  [["A", "B", "C"], "A, B and C"],
  [[" A ", "", "B"], "A and B"],
])("joins %j as %j", (names, joined) => {
  expect(joinNames(names)).toBe(joined);
});
