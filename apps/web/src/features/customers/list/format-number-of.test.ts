import { expect, it } from "vitest";
import { formatNumberOf } from "./format-number-of.ts";

it.each([
  [{ count: 1_204, isMore: false }, false, "1,204 customers"],
  [{ count: 1, isMore: false }, false, "1 customer"],
  [{ count: 100_000, isMore: true }, false, "100,000 customers or more"],
  [{ count: 1, isMore: false }, true, "1 customer matches"],
  [{ count: 0, isMore: false }, true, "0 customers match"],
  [{ count: 10_000, isMore: true }, true, "10,000 customers or more match"],
  [{ count: 0, isMore: true }, true, ""],
])("P1 says how many the list has: %o, narrowed %s: %s", (count, isNarrowed, words) => {
  expect(formatNumberOf(count, isNarrowed)).toBe(words);
});
