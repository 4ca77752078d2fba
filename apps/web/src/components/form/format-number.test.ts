import { expect, it } from "vitest";
import { formatCount, formatPeople, formatShare } from "./format-number.ts";

it("groups counts", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
  expect(formatPeople(1)).toBe("1 person");
  expect(formatPeople(1200)).toBe("1,200 people");
});

it("C1 gives rates one decimal, and – at 0", () => {
  expect(formatShare(208, 391)).toBe("53.2\u202f%");
  expect(formatShare(0, 0)).toBe("–");
  expect(formatShare(0, 10)).toBe("0.0\u202f%");
});
