import { expect, it } from "vitest";
import { readNumber, writeNumber } from "./read-number.ts";

it("keeps a minus, so that the check can refuse it", () => {
  expect(readNumber("-5")).toBe(-5);
  expect(readNumber("−5")).toBe(-5);
  expect(readNumber(" -1,000 ")).toBe(-1_000);
});

it("reads grouped numbers, nothing as nothing, and leaves alone what is no number", () => {
  expect(readNumber("10,000")).toBe(10_000);
  expect(readNumber("1 000 000")).toBe(1_000_000);
  expect(readNumber("  ")).toBeNull();
  expect(readNumber("5 people")).toBe("5 people");
  expect(readNumber("1,5")).toBe("1,5");
  expect(readNumber("-")).toBe("-");
});

it("shows numbers grouped and anything else as it was typed", () => {
  expect(writeNumber(10_000)).toBe("10,000");
  expect(writeNumber(0.5)).toBe("0.5");
  expect(writeNumber("-")).toBe("-");
  expect(writeNumber(null)).toBe("");
});
