import { expect, it } from "vitest";
import { rangeOf } from "./range-of.ts";

it.each([
  ["bytes=0-9", { start: 0, end: 10 }],
  ["bytes=90-", { start: 90, end: 100 }],
  ["bytes=90-4000", { start: 90, end: 100 }],
  ["bytes=-10", { start: 90, end: 100 }],
  ["bytes=-4000", { start: 0, end: 100 }],
  ["bytes=100-", "beyond"],
  ["bytes=-0", "beyond"],
  [null, null],
  ["bytes=-", null],
  ["bytes=9-3", null],
  ["bytes=0-1,5-6", null],
  ["pages=0-1", null],
  ["bytes=a-b", null],
])("T52 %j of a hundred bytes", (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});
