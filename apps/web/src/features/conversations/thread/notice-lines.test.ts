import type { EntryNotice, ThreadReader } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { noticeLines } from "./notice-lines.ts";

const now = new Date("2026-11-29T14:00:50Z");
const due = "2026-11-29T14:03:00Z";

function notice(name: string, more: Partial<EntryNotice> = {}): EntryNotice {
  return {
    customerId: name,
    name: `${name} Okafor`,
    outcome: null,
    dueAt: due,
    settledAt: null,
    mail: null,
    ...more,
  };
}

const reader = (id: string, number: number): ThreadReader => ({
  ...{ kind: "customer", id, name: `${id} Okafor`, number, readAt: "2026-11-29T09:36:00Z" },
});

const wordsOf = (notices: EntryNotice[], readers: ThreadReader[] = []) =>
  noticeLines({ number: 7, notices }, readers, now, "UTC").map(({ words }) => words);

it("V5 the thread counts down, for both or for whom has not read", () => {
  expect(wordsOf([notice("Maria"), notice("Chidi")])).toEqual([
    "Will email Maria and Chidi in 2:10 if unread",
  ]);
  expect(wordsOf([notice("Maria", { outcome: "read" }), notice("Chidi")], [reader("Maria", 7)])).toEqual([
    "Read by Maria 09:36, not by Chidi",
    "Will email Chidi in 2:10 if unread",
  ]);
  expect(wordsOf([notice("Maria", { dueAt: "2026-11-29T14:00:40Z" })])).toEqual(["Emailing Maria now"]);
});

it("V5 then that it was mailed, opened, or why it was not", () => {
  const mailed = { outcome: "mailed", settledAt: "2026-11-29T14:03:01Z" } as const;
  expect(wordsOf([notice("Maria", { ...mailed, mail: { status: "delivered", openedAt: null } })])).toEqual([
    "Emailed Maria 14:03",
  ]);
  const opened = { status: "opened", openedAt: "2026-11-29T14:20:00Z" } as const;
  expect(wordsOf([notice("Maria", { ...mailed, mail: opened })], [reader("Maria", 9)])).toEqual([
    "Read by Maria 09:36",
    "Emailed Maria 14:03 · opened 14:20",
  ]);
  expect(wordsOf([notice("Maria", { ...mailed, mail: { status: "bounced", openedAt: null } })])).toEqual([
    "Emailed Maria 14:03 · it did not arrive",
  ]);
  const settledAt = "2026-11-29T14:03:01Z";
  expect(wordsOf([notice("Chidi", { outcome: "no_address", settledAt })])).toEqual([
    "Chidi is not emailed: no email address",
  ]);
});

it("V10 whoever has read only earlier ones has not read this one", () => {
  expect(wordsOf([notice("Maria")], [reader("Maria", 6)])).toEqual(["Will email Maria in 2:10 if unread"]);
});
