import { expect, it } from "vitest";
import { formatExpectedEnd } from "./expected-end.ts";
import { formatWaves, wavesOf } from "./format-waves.ts";

it("C13 names the waves in the confirmation", () => {
  expect(formatWaves(412, { massCap: 150, wavePauseSeconds: 0 })).toBe("412 in 3 waves of at most 150");
  expect(formatWaves(300, { massCap: 150, wavePauseSeconds: 600 })).toBe(
    "300 in 2 waves of at most 150, 10 minutes apart",
  );
  expect(wavesOf(150, { massCap: 150, wavePauseSeconds: 60 })).toEqual({ count: 1, pauseSeconds: 0 });
  expect(wavesOf(9_999, { massCap: null, wavePauseSeconds: 60 })).toEqual({ count: 1, pauseSeconds: 0 });
});

it("C7 C13 the expected end includes the pauses", () => {
  const now = new Date("2026-11-22T13:00:00Z");
  const pauses = { pauseSeconds: 1_200, pace: null };
  expect(formatExpectedEnd(412, "UTC", { ...pauses, begins: { now } })).toBe("in about 21 minutes, at 13:20");
  expect(formatExpectedEnd(412, "UTC", { ...pauses, begins: { at: now } })).toBe(
    "about 21 minutes after it begins, at 13:20",
  );
  expect(formatExpectedEnd(412, "UTC", { ...pauses, begins: { at: null } })).toBe(
    "about 21 minutes after it begins",
  );
});

it("C7 C13 the expected end waits for the provider's hold and the organisation's pace", () => {
  const now = new Date("2026-11-22T13:00:00Z");
  const heldUntil = new Date("2026-11-22T13:10:00Z");
  const end = (pace: number | null, until: Date | null) =>
    formatExpectedEnd(120, "UTC", { pauseSeconds: 0, pace, heldUntil: until, begins: { now } });
  expect(end(null, null)).toBe("within a minute");
  expect(end(1, null)).toBe("in about 3 minutes, at 13:02");
  expect(end(1, heldUntil)).toBe("in about 12 minutes, at 13:12");
  expect(end(null, new Date("2026-11-22T12:00:00Z"))).toBe("within a minute");
});

it("C7 the expected end names the day where it is another one", () => {
  const at = new Date("2026-11-22T23:30:00Z");
  const end = (people: number, pace: number | null) =>
    formatExpectedEnd(people, "UTC", { pauseSeconds: 0, pace, begins: { at } });
  expect(end(1, null)).toBe("within a minute of its beginning");
  expect(end(10_000, 1)).toBe("about 3 hours after it begins, on Monday 23 November 2026 at 02:16");
  expect(end(1_000_000, 1)).toBe("about 12 days after it begins, on Friday 4 December 2026 at 13:16");
});
