import type { ThreadEntry, ThreadView } from "@packpost/core/conversation/read-entries";
import { expect, it } from "vitest";
import { addNewer, addOlder, changeKnown } from "./merge-window.ts";

function entry(number: number, revision = 1): ThreadEntry {
  return {
    ...{ id: `entry-${number}`, number, revision, kind: "message", via: "portal", author: null, body: "" },
    ...{
      fullText: null,
      fromAddress: null,
      otherAddress: false,
      proof: null,
      event: null,
      mentions: [],
      aboutEntryId: null,
      alert: null,
      answersAlert: null,
    },
    ...{ at: "2026-11-29T10:00:00Z", notices: [], texts: [], attachments: [], files: [], folded: [] },
  };
}

function part(entries: ThreadEntry[], more: Partial<ThreadView>): ThreadView {
  return {
    ...{
      id: "t",
      family: null,
      stranger: "+1",
      active: true,
      lastNumber: 90,
      revision: 5,
      waitingSince: null,
    },
    ...{
      assignedTo: null,
      hasOlder: true,
      hasNewer: true,
      someLeft: false,
      readers: [],
      drafts: [],
      uploads: [],
      unreadFrom: null,
      entries,
    },
    ...more,
  };
}

const shape = ({ entries, hasOlder, hasNewer }: ThreadView) => [
  entries.map(({ number }) => number),
  hasOlder,
  hasNewer,
];

it("V12 a part of a thread grows at both ends, each end keeping what it knows of the other", () => {
  const middle = part([entry(40), entry(41)], {});
  const older = part([entry(38), entry(39)], { hasOlder: false, hasNewer: true });
  const newer = part([entry(42), entry(43)], { hasOlder: true, hasNewer: false });
  expect(shape(addOlder(middle, older))).toEqual([[38, 39, 40, 41], false, true]);
  expect(shape(addNewer(middle, newer))).toEqual([[40, 41, 42, 43], true, false]);
});

it("V12 T8 what changes of it is taken, what comes elsewhere leaves no gap in it", () => {
  const middle = part([entry(40), entry(41)], {});
  const changed = changeKnown(middle, part([entry(41, 9), entry(91, 9)], { revision: 9, hasNewer: false }));
  expect(shape(changed)).toEqual([[40, 41], true, true]);
  expect([changed.revision, changed.entries[1]?.revision]).toEqual([9, 9]);
});
