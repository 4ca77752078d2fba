import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { countsFor, threadItems } from "./thread-items.ts";

const maria = { kind: "customer", id: "maria", name: "Maria" } as const;
const ana = { kind: "staff", id: "ana", name: "Ana" } as const;

function entry(number: number, at: string, more: Partial<ThreadEntry> = {}): ThreadEntry {
  return {
    ...{
      id: `e${number}`,
      number,
      revision: number,
      kind: "message",
      via: "portal",
      author: maria,
      body: "Hello",
    },
    ...{
      fullText: null,
      fromAddress: null,
      proof: null,
      otherAddress: false,
      event: null,
      mentions: [],
      aboutEntryId: null,
      alert: null,
      answersAlert: null,
      at,
    },
    ...{ notices: [], texts: [], attachments: [], files: [], folded: [], ...more },
  };
}

const entries = [
  entry(1, "2026-11-28T14:00:00Z"),
  entry(2, "2026-11-29T14:00:00Z"),
  entry(3, "2026-11-29T14:01:00Z"),
  entry(4, "2026-11-29T14:02:00Z", { author: ana, via: "app" }),
  entry(5, "2026-11-29T14:03:00Z"),
];

it("V1 V4 days and the line above what is new stand between the entries; who goes on is not named again", () => {
  const items = threadItems(entries, { newFrom: 5, now: new Date("2026-11-29T15:00:00Z"), zone: "UTC" });
  expect(
    items.map((item) => (item.kind === "entry" ? `${item.key}${item.continues ? "+" : ""}` : item.key)),
  ).toEqual([...["day-2026-11-28", "e1", "day-2026-11-29", "e2", "e3+", "e4", "new", "e5"]]);
});

it("V4 T3 a colleague's and the family's messages count, and notes that mention me; nothing of mine, no event", () => {
  const event = entry(6, "2026-11-29T14:04:00Z", { kind: "event", author: null });
  const note = (mentions: string[]) =>
    entry(7, "2026-11-29T14:05:00Z", { kind: "note", author: maria, mentions });
  const all = [...entries, event, note([]), note(["ana"])];
  expect(all.filter((one) => countsFor(one, "ana")).map(({ number }) => number)).toEqual([1, 2, 3, 5, 7]);
});
