import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { threadItems } from "../thread-items.ts";
import { foldReactions } from "./fold-reactions.ts";

const maria = { kind: "customer", id: "maria", name: "Maria Okafor" } as const;
const chidi = { kind: "customer", id: "chidi", name: "Chidi Okafor" } as const;

function entry(number: number, more: Partial<ThreadEntry>): ThreadEntry {
  return {
    ...{
      id: `e${number}`,
      number,
      revision: number,
      kind: "message",
      via: "text",
      author: null,
      body: "Hello",
    },
    ...{ fullText: null, fromAddress: "+14155550188", proof: null, otherAddress: false, event: null },
    ...{
      mentions: [],
      aboutEntryId: null,
      alert: null,
      answersAlert: null,
      at: `2026-11-29T14:0${number}:00Z`,
      notices: [],
      texts: [],
    },
    ...{ attachments: [], files: [], folded: [], ...more },
  };
}
const reaction = (number: number, author: ThreadEntry["author"], emoji: string, removed = false) =>
  entry(number, {
    kind: "reaction",
    author,
    aboutEntryId: "e1",
    event: { kind: "reaction", emoji, removed },
  });

it("V17 T7 reactions stand at the message that they are about, by emoji, with who: of one person the last counts", () => {
  const entries = [
    entry(1, {}),
    reaction(2, maria, "👍"),
    reaction(3, chidi, "😂"),
    reaction(4, maria, "😂"),
    reaction(5, null, "❤️"),
  ];
  expect(foldReactions(entries).get("e1")).toEqual([
    { emoji: "😂", names: ["Chidi", "Maria"] },
    { emoji: "❤️", names: ["+14155550188"] },
  ]);
  expect(foldReactions([...entries, reaction(6, chidi, "😂", true)]).get("e1")?.[0]).toEqual({
    emoji: "😂",
    names: ["Maria"],
  });
});

it("V17 a folded reaction is no line of its own; one to a message that is not loaded is", () => {
  const showing = { newFrom: null, now: new Date("2026-11-29T15:00:00Z"), zone: "UTC" };
  const keys = (entries: ThreadEntry[]) =>
    threadItems(entries, showing).flatMap((item) => (item.kind === "entry" ? item.key : []));
  expect(keys([entry(1, {}), reaction(2, maria, "👍"), entry(3, {})])).toEqual(["e1", "e3"]);
  expect(keys([reaction(2, maria, "👍"), entry(3, {})])).toEqual(["e2", "e3"]);
});
