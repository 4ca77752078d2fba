import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { readUpTo, threadItems } from "./thread-items.ts";

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
    ...{ fullText: null, fromAddress: null, proof: null, event: null, mentions: [], aboutEntryId: null, at },
    ...{ notices: [], texts: [], attachments: [], files: [], ...more },
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

it("V4 T2 read is what was on the screen without a gap; one's own and events need not be seen", () => {
  const upTo = (unreadFrom: number | null, ...seen: string[]) =>
    readUpTo(entries, { me: "ana", unreadFrom, seen: new Set(seen) });
  expect(upTo(2, "e5")).toBe(null);
  expect(upTo(2, "e2")).toBe(2);
  expect(upTo(2, "e2", "e3")).toBe(4);
  expect(upTo(2, "e2", "e3", "e5")).toBe(5);
  expect(upTo(null, "e5")).toBe(null);
  expect(readUpTo(entries.slice(2), { me: "ana", unreadFrom: 2, seen: new Set(["e3", "e5"]) })).toBe(null);
});
