import { expect, it } from "vitest";
import { wordExpectedEnd } from "./expected-end.ts";
import { wavesOf, wordWaves } from "./word-waves.ts";

it("C13 names the waves in the confirmation", () => {
  expect(wordWaves(412, { massCap: 150, wavePauseSeconds: 0 })).toBe("412 in 3 waves of at most 150");
  expect(wordWaves(300, { massCap: 150, wavePauseSeconds: 600 })).toBe(
    "300 in 2 waves of at most 150, 10 minutes apart",
  );
  expect(wavesOf(150, { massCap: 150, wavePauseSeconds: 60 })).toEqual({ count: 1, pauseSeconds: 0 });
  expect(wavesOf(9_999, { massCap: null, wavePauseSeconds: 60 })).toEqual({ count: 1, pauseSeconds: 0 });
});

it("C7 C13 the expected end includes the pauses", () => {
  const now = new Date("2026-11-22T13:00:00Z");
  expect(wordExpectedEnd(412, now, "UTC", { pauseSeconds: 1_200, pace: null })).toBe(
    "in about 21 minutes, at 13:20",
  );
});
