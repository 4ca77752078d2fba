import { expect, it } from "vitest";
import { wordEvent } from "./word-event.ts";

const at = new Date("2026-11-22T12:00:00Z");

it("C9 says what happened, in whose words, and how a machine was told apart", () => {
  expect(wordEvent({ kind: "chosen", at, how: "by_hand" }).detail).toBe("Added by hand.");
  expect(wordEvent({ kind: "hard_bounced", at, words: "smtp;550 5.1.1 no such user" })).toEqual({
    state: "bounced",
    did: "Hard bounce",
    detail: "“550 5.1.1 no such user”",
  });
  expect(wordEvent({ kind: "opened", at, machine: "told", device: null })).toMatchObject({
    state: "machine",
    did: "Opened by a machine",
  });
  expect(
    wordEvent({ kind: "clicked", at, url: "https://a.example", machine: null, device: null }).detail,
  ).toBe("https://a.example");
  expect(wordEvent({ kind: "unsubscribed", at, source: "one_click" }).detail).toMatch(/mail program/);
});
