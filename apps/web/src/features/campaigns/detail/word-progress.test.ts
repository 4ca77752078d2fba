import type { Progress } from "@packpost/core/campaign/get-progress";
import { expect, it } from "vitest";
import { wordEquation, wordHeadline, wordPace, wordTimeLeft, wordWave } from "./word-progress.ts";

const progress: Progress = {
  status: "sending",
  version: 1,
  waves: null,
  asking: null,
  sendAt: null,
  sendingBeganAt: null,
  finishedAt: null,
  pauseReason: null,
  confirmedCount: 412,
  audience: 475,
  counts: {
    waiting: 20,
    claimed: 1,
    sent: 26,
    delivered: 356,
    opened: 0,
    clicked: 0,
    bounced: 9,
    unsubscribed: 0,
    spam_complaint: 0,
    dropped: 0,
    failed: 0,
    skipped: 63,
    cancelled: 0,
    unconfirmed: 0,
  },
  buckets: { waiting: 21, sent: 391, failed: 0, skipped: 63, cancelled: 0, unconfirmed: 0 },
  facts: {
    sent: 391,
    delivered: 356,
    opened: 0,
    opened_any: 0,
    clicked: 0,
    clicked_any: 0,
    hard_bounced: 7,
    soft_bounced: 2,
    unsubscribed: 0,
    complained: 0,
  },
  perSecond: 119.6,
  secondsLeft: 1,
  beginsInMs: null,
};

it("C8 says how far it is", () => {
  expect(wordHeadline(progress)).toBe("391 of 412 sent");
  expect(wordPace(progress)).toEqual(["21 waiting", "120 a second", "done in a moment"]);
  expect(wordPace({ ...progress, status: "paused" })).toEqual(["21 waiting"]);
  expect([5, 34, 200, 7300].map(wordTimeLeft)).toEqual([
    "in a moment",
    "in 40 seconds",
    "in 4 minutes",
    "in 2 hours",
  ]);
});

it("C15 the equation names every bucket that has people", () => {
  expect(wordEquation(progress)).toBe("475 people = 391 sent + 21 waiting + 63 skipped");
});

it("C13 names the wave and when the next one opens", () => {
  const now = new Date("2026-11-22T13:00:00Z");
  const waves = { now: 2, of: 3, nextAt: new Date("2026-11-22T13:05:00Z") };
  expect(wordWave({ ...progress, waves: { ...waves, nextAt: null } }, now, "Europe/Berlin")).toBe(
    "Wave 2 of 3",
  );
  expect(wordWave({ ...progress, waves }, now, "Europe/Berlin")).toBe("Wave 2 of 3, next at 14:05");
  expect(wordWave({ ...progress, waves, status: "sent" }, now, "Europe/Berlin")).toBeNull();
  expect(wordWave(progress, now, "Europe/Berlin")).toBeNull();
});
