import type { AlertView } from "@packpost/core/alert/alert-view";
import { type RecipientStatus, sumBuckets } from "@packpost/core/campaign/buckets";
import { describe, expect, it } from "vitest";
import { formatProgress, formatRest, outcomeParts } from "./format-outcome.ts";

const none: Record<RecipientStatus, number> = {
  ...{ waiting: 0, claimed: 0, sent: 0, delivered: 0, opened: 0, clicked: 0, bounced: 0, unsubscribed: 0 },
  ...{ spam_complaint: 0, dropped: 0, failed: 0, undelivered: 0, skipped: 0, cancelled: 0, unconfirmed: 0 },
};

function alert(counts: Partial<Record<RecipientStatus, number>>, more: Partial<AlertView> = {}): AlertView {
  const full = { ...none, ...counts };
  const buckets = sumBuckets(full);
  const audience = Object.values(buckets).reduce((sum, n) => sum + n, 0);
  const at = new Date("2026-11-24T09:00Z");
  return {
    ...{ id: "a", body: "The road is closed.", zone: "UTC", againOf: null, status: "sent" },
    range: { kind: "tomorrow", days: null, from: at, until: at },
    ...{ createdBy: { id: "s", name: "Dana Kim" }, createdAt: at, quietOverrideBy: null, pauseReason: null },
    ...{ sendAt: at, beginsInMs: null, sendingBeganAt: at, finishedAt: at, audience, counts: full, buckets },
    allSent: audience > 0 && buckets.sent === audience,
    ...{ msPerText: 12_000, secondsLeft: null, endsAt: null, held: null, waitsFor: null },
    ...{ othersBetween: 0, unconfirmedLeftAt: null },
    ...more,
  };
}
const line = (counts: Partial<Record<RecipientStatus, number>>) =>
  outcomeParts(alert(counts))
    .map(({ words, filter }) => `${words} (${filter})`)
    .join(" · ");

describe("A8 the line of an alert that is done", () => {
  it("is green words only where everybody was sent theirs", () => {
    expect(line({ sent: 1, delivered: 17 })).toBe("All 18 texts sent (all)");
    expect(line({ delivered: 1 })).toBe("The text was sent (all)");
    expect(line({})).toBe("Nobody was left to text (all)");
  });
  it("else says the exact numbers, each with whom it shows", () => {
    expect(line({ delivered: 39, failed: 2 })).toBe("2 of 41 texts failed (failed) · 39 sent (sent)");
    expect(line({ delivered: 1, undelivered: 1 })).toBe(
      "1 of 2 texts not delivered (failed) · 1 sent (sent)",
    );
    expect(line({ delivered: 2, skipped: 3, cancelled: 1, unconfirmed: 1 })).toBe(
      "1 unconfirmed (unconfirmed) · 3 skipped (skipped) · 1 cancelled (cancelled) · 2 sent (sent)",
    );
  });
});

describe("A10 A12 an alert on its way", () => {
  const now = new Date("2026-11-24T09:00Z");
  const sending = (more: Partial<AlertView>) =>
    alert({ sent: 12, waiting: 8 }, { status: "sending", ...more });
  it("says how far it is and how long it takes", () => {
    expect(formatProgress(sending({}))).toBe("12 of 20 sent");
    expect(formatRest(sending({}), 96, now)).toEqual(["about 1 min 36 s left"]);
    expect(formatRest(sending({ othersBetween: 8 }), 1, now)).toEqual([
      ...["almost done", "takes turns with other alerts"],
    ]);
  });
  it("says whom it waits for, and who is held with their hour", () => {
    const from = new Date("2026-11-25T08:00Z");
    const held = { people: 3, from, until: from };
    expect(formatRest(sending({ held }), 96, now)[0]).toBe("3 held for the night until Wed 25 Nov 08:00");
    expect(formatRest(sending({ held, waitsFor: { kind: "quiet_hours", until: from } }), null, now)).toEqual([
      "it is night there: goes on at Wed 25 Nov 08:00",
    ]);
    const waitsFor = { kind: "provider", until: now, providerMessage: "Too many requests." } as const;
    expect(formatRest(sending({ waitsFor }), null, now)).toEqual([
      "Too many requests; we try again at 09:00",
    ]);
  });
});
