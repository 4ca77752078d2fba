import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { expect, it } from "vitest";
import {
  formatConfirmed,
  formatEquation,
  formatHeadline,
  formatLeft,
  formatPace,
  formatReconciling,
  formatResuming,
  formatTimeLeft,
  formatWave,
} from "./format-progress.ts";
import { formatUnconfirmed } from "./format-unconfirmed.ts";

const progress: Progress = {
  status: "sending",
  version: 1,
  waves: null,
  reconciling: null,
  unconfirmedLeftAt: null,
  sendAt: null,
  sendingBeganAt: null,
  finishedAt: null,
  pauseReason: null,
  confirmedCount: 412,
  planned: false,
  dueCount: null,
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
    undelivered: 0,
    skipped: 63,
    cancelled: 0,
    unconfirmed: 0,
  },
  buckets: { waiting: 21, sent: 391, failed: 0, skipped: 63, cancelled: 0, unconfirmed: 0 },
  facts: {
    delivered: 356,
    opened: 0,
    bot_opened: 0,
    clicked: 0,
    bot_clicked: 0,
    hard_bounced: 7,
    soft_bounced: 2,
    unsubscribed: 0,
    unsubscribed_no_click: 0,
    complained: 0,
    complained_no_click: 0,
  },
  perSecond: 119.6,
  secondsLeft: 1,
  heldUntil: null,
  silence: null,
  beginsInMs: null,
};

it("C8 says how far it is", () => {
  expect(formatHeadline(progress)).toBe("391 of 412 sent");
  expect(formatPace(progress, false)).toEqual([
    "21 waiting",
    "1 of them being handed over",
    "120 a second",
    "done in a moment",
  ]);
  expect(formatPace({ ...progress, status: "paused" }, false)).toEqual([
    "21 waiting",
    "1 of them being handed over",
  ]);
  expect(formatPace(progress, true)).toEqual([
    "21 waiting",
    "1 of them being handed over",
    "held while all sending is stopped",
  ]);
  expect([5, 34, 200, 7300].map(formatTimeLeft)).toEqual([
    "in a moment",
    "in 40 seconds",
    "in 4 minutes",
    "in 2 hours",
  ]);
});

it("C8 says a slow pace by its interval", () => {
  expect(formatPace({ ...progress, perSecond: 1 / 12 }, false)).toContain("one every 12 seconds");
  expect(formatPace({ ...progress, perSecond: 0.6 }, false)).toContain("1 a second");
});

it("C8 says until when the provider makes us wait", () => {
  const heldUntil = new Date("2026-11-22T13:05:00Z");
  const held = { ...progress, perSecond: null, secondsLeft: 400, heldUntil };
  expect(formatPace(held, false, "Europe/Berlin")).toEqual([
    "21 waiting",
    "1 of them being handed over",
    "the mail provider makes us wait until 14:05",
    "done in 7 minutes",
  ]);
  const silence = "The mail provider's name could not be looked up (DNS)";
  expect(formatPace({ ...held, silence }, false, "Europe/Berlin")).toContain(
    `the mail provider does not answer (“${silence}”): we try again at 14:05`,
  );
});

it("C15 the equation names every bucket that has people", () => {
  expect(formatEquation(progress)).toBe("475 people = 391 sent + 21 waiting + 63 skipped");
});

it("C7 says when it went to others than were confirmed", () => {
  const began = { ...progress, sendingBeganAt: new Date() };
  expect(formatConfirmed({ ...began, dueCount: 418 })).toBe("Confirmed 412, sent to 418 · ");
  expect(formatConfirmed({ ...began, dueCount: 412 })).toBe("");
});

it("C13 names the wave and when the next one opens", () => {
  const now = new Date("2026-11-22T13:00:00Z");
  const waves = { now: 2, of: 3, nextAt: new Date("2026-11-22T13:05:00Z") };
  expect(formatWave({ ...progress, waves: { ...waves, nextAt: null } }, now, "Europe/Berlin")).toBe(
    "Wave 2 of 3",
  );
  expect(formatWave({ ...progress, waves }, now, "Europe/Berlin")).toBe("Wave 2 of 3, next at 14:05");
  expect(formatWave({ ...progress, waves, status: "sent" }, now, "Europe/Berlin")).toBeNull();
  expect(formatWave(progress, now, "Europe/Berlin")).toBeNull();
});

it("C8 says whom the provider owes an answer about", () => {
  const now = new Date("2026-11-22T12:49:10Z");
  const reconciling = { people: 391, nextLookAt: new Date("2026-11-22T12:50:05Z"), providerMessage: null };
  expect(formatReconciling(progress, now, "Europe/Berlin")).toBeNull();
  expect(formatReconciling({ ...progress, reconciling }, now, "Europe/Berlin")).toBe(
    "The provider did not answer for 391 people. To be sure nobody gets it twice we ask it again at 13:50.",
  );
  expect(
    formatReconciling(
      { ...progress, reconciling: { ...reconciling, providerMessage: "socket hang up." } },
      now,
      "UTC",
    ),
  ).toMatch(/^The provider did not answer for 391 people \(“socket hang up”\)\. To be sure/);
  expect(
    formatReconciling(
      { ...progress, reconciling: { ...reconciling, people: 1 } },
      reconciling.nextLookAt,
      "UTC",
    ),
  ).toBe(
    "The provider did not answer for 1 person. To be sure they do not get it twice we ask it again in a moment.",
  );
});

it("C9 says what to do where the provider's server has been changed since the call", () => {
  const reconciling = { people: 391, nextLookAt: null, providerMessage: "socket hang up" };
  const of = (elsewhere: "other" | "unknown") =>
    formatReconciling({ ...progress, reconciling: { ...reconciling, elsewhere } }, new Date(), "UTC") ?? "";
  expect(of("other")).toMatch(
    /key .* changed since.* another Postmark server.* put the old server token back/,
  );
  expect(of("other")).toMatch(/Otherwise they become unconfirmed within about an hour, and you decide\.$/);
  expect(of("unknown")).toMatch(/not yet noted.*proves nothing\. They become unconfirmed/);
  const unconfirmed = { ...progress, status: "sent", unconfirmedElsewhere: "other" } as const;
  expect(formatUnconfirmed(unconfirmed)).toMatch(
    /Nothing is sent again by itself\. Ask .* token back .*some may get it twice/,
  );
  expect(formatUnconfirmed({ ...unconfirmed, unconfirmedElsewhere: "unknown" })).toMatch(
    /itself\. You decide: send it again/,
  );
});

it("C8 tells who is being handed over from who is still to go", () => {
  const paused: Progress = { ...progress, status: "paused", sendingBeganAt: new Date() };
  expect(formatLeft(paused)).toBe("20 people still to go. 1 person is being handed over right now.");
  expect(formatResuming(paused)).toMatch(/^Resume goes on/);
  const counts = { ...progress.counts, waiting: 0, claimed: 7 };
  expect(formatLeft({ ...paused, counts })).toBe("7 people are being handed over right now.");
  expect(formatResuming({ ...paused, counts })).toBe("Nobody else is left to send to.");
});
