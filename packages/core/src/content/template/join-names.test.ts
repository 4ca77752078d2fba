import { expect, it } from "vitest";
import { joinNames } from "./join-names.ts";

it.each([
  ["es", ["Fig", "Iris"], "Fig e Iris"],
  ["es", ["Fig", "Luna"], "Fig y Luna"],
  ["fr", ["Fig", "Luna", "Max"], "Fig, Luna et Max"],
  ["de", ["Fig", " Luna "], "Fig und Luna"],
])("C5 joins names as %s does: %j", (language, names, joined) => {
  expect(joinNames(names, language)).toBe(joined);
});

it.each([
  [[], ""],
  [["Biscuit"], "Biscuit"],
  [["Biscuit", "Pepper"], "Biscuit and Pepper"],
  [["A", "B", "C"], "A, B and C"],
  [[" A ", "", "B"], "A and B"],
])("joins %j as %j", (names, joined) => {
  expect(joinNames(names)).toBe(joined);
});
