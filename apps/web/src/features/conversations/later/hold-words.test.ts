import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import { describe, expect, it } from "vitest";
import { formatDue } from "./format-due.ts";
import { holdWords } from "./hold-words.ts";

const zone = "Europe/Berlin";
const now = new Date("2026-12-01T14:00:00Z");
type Hold = NonNullable<ScheduledMessageView["hold"]>;
const said = (hold: Partial<Hold> & Pick<Hold, "reason">, more: Partial<ScheduledMessageView> = {}) =>
  holdWords(
    {
      ...{
        id: "1",
        author: { id: "d", name: "Dana Whitcomb" },
        body: "",
        attachments: [],
        text: null,
        visitAt: null,
      },
      dueAt: new Date("2026-12-01T11:00:00Z"),
      hold: { at: new Date("2026-12-01T14:00:00Z"), by: null, byAt: null, words: null, ...hold },
      ...more,
    },
    now,
    zone,
  );

describe("V15 why a message waits, in words", () => {
  it("V15 says who, what and when", () => {
    const byAt = new Date("2026-12-01T13:02:00Z");
    expect(said({ reason: "customer_wrote", by: "Maria Okafor", byAt })).toBe("Maria wrote at 14:02");
    const yesterday = new Date("2026-11-30T13:02:00Z");
    expect(said({ reason: "colleague_replied", by: "Ben", byAt: yesterday })).toBe(
      "Ben replied on Mon 30 Nov 14:02",
    );
    const visitAt = new Date("2026-12-02T09:00:00Z");
    expect(said({ reason: "visit_moved" }, { visitAt })).toBe("The visit tomorrow 10:00 was moved");
    expect(said({ reason: "late" })).toBe("It was to be sent today 12:00 and is 3 h late");
    expect(said({ reason: "author_left" })).toBe("Dana does not work here any more");
    expect(said({ reason: "cannot_text", words: "Texting is not switched on." })).toBe(
      "Texting is not switched on",
    );
  });

  it("V15 names the day as people do", () => {
    const due = (at: string) => formatDue(new Date(at), now, zone);
    expect(due("2026-12-01T15:00:00Z")).toBe("today 16:00");
    expect(due("2026-12-02T08:00:00Z")).toBe("tomorrow 09:00");
    expect(due("2026-12-04T08:00:00Z")).toBe("Fri 09:00");
    expect(due("2026-12-24T08:00:00Z")).toBe("Thu 24 Dec 09:00");
    expect(due("2027-02-01T08:00:00Z")).toBe("Mon 1 Feb 2027 09:00");
  });
});
