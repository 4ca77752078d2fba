import { expect, it } from "vitest";
import { formatTooLong } from "#web/components/markdown/too-long.ts";
import { tooLongFields } from "./too-long.ts";

it("C5 says how much of a text does not fit, and cuts nothing", () => {
  expect(formatTooLong("bodyMarkdown", "a".repeat(308_000))).toBe(
    "108,000 characters do not fit: up to 200,000 can be sent",
  );
  expect(formatTooLong("subject", "a".repeat(501))).toBe("1 character does not fit: up to 500 can be sent");
  expect(formatTooLong("subject", "a".repeat(500))).toBeNull();
});

it("C5 blanks around a name do not count, the server takes them off", () => {
  const fields = { name: ` ${"n".repeat(200)} `, passId: null, subject: "", preheader: "", bodyMarkdown: "" };
  expect(tooLongFields(fields)).toEqual([]);
  expect(tooLongFields({ ...fields, name: "n".repeat(201), subject: "s".repeat(501) })).toEqual([
    "name",
    "subject",
  ]);
});
