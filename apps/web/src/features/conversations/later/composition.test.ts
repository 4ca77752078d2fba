import { describe, expect, it } from "vitest";
import { idToSend, nothingKnown, readComposition } from "./composition.ts";

describe("V15 what is known of a reply besides its words", () => {
  it("V15 one try without an answer and whatever is pressed next go under one id, until that has gone out", () => {
    const tried = { messageId: "11111111-1111-4111-8111-111111111111", body: "At nine" };
    const shown = (id: string) => id === tried.messageId;
    expect(idToSend({ ...nothingKnown, tried }, () => false)).toBe(tried.messageId);
    expect(idToSend({ ...nothingKnown, tried }, shown)).not.toBe(tried.messageId);
    expect(idToSend(nothingKnown, () => false)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("V15 a reload brings it back; what is damaged is nothing", () => {
    const before = { text: { customerId: null }, dueAt: "2026-12-01T08:00:00.000Z", appointmentId: "a" };
    const kept = { tried: { messageId: "m", body: "" }, before };
    expect(readComposition(JSON.stringify(kept))).toEqual(kept);
    expect(readComposition(JSON.stringify({ tried: null, before: { ...before, text: null } }))).toEqual({
      ...{ tried: null, before: { ...before, text: null } },
    });
    for (const damaged of [null, "", "{", "[]", '{"tried":{"messageId":1},"before":{"dueAt":"soon"}}'])
      expect(readComposition(damaged)).toEqual(nothingKnown);
  });
});
