import { expect, it } from "vitest";
import { expectSeconds } from "./expect-end.ts";

const sending = { people: 300, measuredPerSecond: 75, pace: null, holdSeconds: 0, pauseSeconds: 0 };

it("C8 C13 counts what nothing is sent in: pauses between waves and the provider's hold", () => {
  expect(expectSeconds(sending)).toBe(4);
  expect(expectSeconds({ ...sending, pauseSeconds: 1_200 })).toBe(1_204);
  expect(expectSeconds({ ...sending, holdSeconds: 60 })).toBe(64);
});

it("C8 never promises more than the organisation's pace, nor a rate nobody has measured", () => {
  expect(expectSeconds({ ...sending, pace: 1 })).toBe(300);
  expect(expectSeconds({ ...sending, measuredPerSecond: null })).toBe(3);
  expect(expectSeconds({ ...sending, measuredPerSecond: null, pace: 2 })).toBe(150);
});
