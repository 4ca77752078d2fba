import { expect, it } from "vitest";
import { formatSeconds } from "./format-seconds.ts";

it.each([
  [840, "0.8 s"],
  [42_300, "42 s"],
  [185_000, "3 min 05 s"],
  [299_700, "5 min 00 s"],
  [99_700, "1 min 40 s"],
])("O5 tells %i ms as a time that never goes back", (milliseconds, words) => {
  expect(formatSeconds(milliseconds)).toBe(words);
});
