import { expect, it } from "vitest";
import { formatEvent } from "./format-event.ts";

const at = new Date("2026-11-22T12:00:00Z");

it("C9 says what happened, in whose words, and how a machine was told apart", () => {
  expect(formatEvent({ kind: "chosen", at, how: "by_hand" }).detail).toBe("Added by hand.");
  expect(formatEvent({ kind: "hard_bounced", at, providerMessage: "smtp;550 5.1.1 no such user" })).toEqual({
    state: "bounced",
    did: "Hard bounce",
    detail: "“550 5.1.1 no such user”",
  });
  expect(formatEvent({ kind: "opened", at, bot: "reported", device: null })).toMatchObject({
    state: "machine",
    did: "Opened by a machine",
  });
  expect(formatEvent({ kind: "clicked", at, url: "https://a.example", bot: null, device: null }).detail).toBe(
    "https://a.example",
  );
  expect(formatEvent({ kind: "unsubscribed", at, source: "one_click" }).detail).toMatch(/mail program/);
});
