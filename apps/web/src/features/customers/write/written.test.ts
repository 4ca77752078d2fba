import { expect, it } from "vitest";
import { packWritten, unpackWritten } from "./written.ts";

it("P12 keeps what is written with the id that it is sent under", () => {
  const written = { mailId: "019a", subject: "Hi", bodyMarkdown: "Dear {{first_name}},\n" };
  expect(unpackWritten(packWritten(written))).toEqual(written);
});

it("P12 nothing written is no draft, and has no id", () => {
  expect(packWritten({ mailId: "019a", subject: "", bodyMarkdown: "" })).toBe("");
  for (const text of ["", "null", "{", "[]", '{"subject":"Hi"}'])
    expect(unpackWritten(text)).toEqual({ mailId: null, subject: "", bodyMarkdown: "" });
});
