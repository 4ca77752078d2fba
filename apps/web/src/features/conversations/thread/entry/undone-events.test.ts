import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { undoneEvents } from "./undone-events.ts";

const event = (id: string, event: object): ThreadEntry => ({
  ...{
    id,
    number: 1,
    revision: 1,
    kind: "event",
    via: "system",
    author: null,
    body: "",
    fullText: null,
    event,
  },
  ...{
    fromAddress: null,
    proof: null,
    otherAddress: false,
    mentions: [],
    aboutEntryId: null,
    alert: null,
    answersAlert: null,
    at: "",
  },
  ...{ notices: [], texts: [], attachments: [], files: [], folded: [] },
});

it("T6 T42 what was split or taken out again offers it no more; joined once more it does", () => {
  const joined = (id: string) => event(id, { kind: "joined", strangerThreadId: "s" });
  const placed = event("placed", { kind: "mail_placed", mailId: "m" });
  const split = event("split", { kind: "split", strangerThreadId: "s" });
  const out = event("out", { kind: "mail_taken_out", mailId: "m" });
  expect([...undoneEvents([joined("a"), placed])]).toEqual([]);
  expect([...undoneEvents([joined("a"), placed, split, out])]).toEqual(["a", "placed"]);
  expect([...undoneEvents([joined("a"), split, joined("b")])]).toEqual(["a"]);
});
