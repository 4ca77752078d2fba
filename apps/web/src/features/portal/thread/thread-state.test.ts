import type { PortalEntry, PortalThread } from "@packpost/core/portal/read-own-thread";
import { describe, expect, it } from "vitest";
import { addOlder } from "#web/components/thread/merge-thread.ts";
import { firstUnread, mergeChanges } from "./thread-state.ts";

const entry = (number: number, kind: PortalEntry["author"]["kind"] = "team"): PortalEntry => ({
  ...{
    id: `e${number}`,
    number,
    revision: number,
    at: "2026-11-29T10:00:00Z",
    via: "app",
    body: `Body ${number}`,
    pictures: [],
    files: [],
  },
  author: { kind, name: "Sam" },
});
const thread = (
  revision: number,
  entries: PortalEntry[],
  more: Partial<PortalThread> = {},
): PortalThread => ({
  ...{
    threadId: "t",
    revision,
    lastNumber: entries.at(-1)?.number ?? 0,
    entries,
    hasOlder: false,
    someLeft: false,
    others: [],
    teamReaders: [],
  },
  ...{ readNumber: 0, draft: null, uploads: [], ...more },
});
const numbers = ({ entries }: { entries: PortalEntry[] }) => entries.map(({ number }) => number);

describe("V1 the thread on a customer's page", () => {
  it("V1 T8 has each entry once and in order, however answers overlap or overtake each other", () => {
    let state = mergeChanges(thread(3, [entry(2), entry(3)]), thread(5, [entry(3), entry(4), entry(5)]));
    state = mergeChanges(state, thread(4, [entry(4)], { readNumber: 2 }));
    state = mergeChanges(state, thread(6, [entry(6, "me")]));
    expect([numbers(state), state.revision, state.readNumber]).toEqual([[2, 3, 4, 5, 6], 6, 2]);
  });

  it("V1 puts older pages before, and knows whether there are more", () => {
    const state = addOlder(thread(9, [entry(5)], { hasOlder: true }), thread(9, [entry(3), entry(4)]));
    expect([numbers(state), state.hasOlder]).toEqual([[3, 4, 5], false]);
  });

  it("V4 begins the unread with the first message of somebody else", () => {
    const entries = [entry(1), entry(2, "me"), entry(3, "me"), entry(4, "family"), entry(5)];
    expect([firstUnread(entries, 1), firstUnread(entries, 5)]).toEqual([4, null]);
  });
});
