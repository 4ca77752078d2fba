import fc from "fast-check";
import { expect, it } from "vitest";
import { storableWebhookText } from "./webhook-text.ts";

it("replaces what the database cannot keep, and nothing else", () => {
  const tame = (value: unknown) => JSON.parse(storableWebhookText(JSON.stringify(value)));
  expect(tame({ "a\u0000": "b\u0000c" })).toEqual({ "a\ufffd": "b\ufffdc" });
  expect(tame("\ud83d cut \ude00")).toBe("\ufffd cut \ufffd");
  expect(tame('😀 \\u0000 \\\\u0000 " \n')).toBe('😀 \\u0000 \\\\u0000 " \n');
  expect(storableWebhookText('"\\ud83d\\ude00"')).toBe('"\\ud83d\\ude00"');
});

it("leaves every well-formed text without NUL as it was", () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      if (/\\u0000|\\ud[89a-f]/i.test(body)) return;
      expect(storableWebhookText(body)).toBe(body);
    }),
  );
});
