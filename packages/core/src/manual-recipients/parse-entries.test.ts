import { expect, it } from "vitest";
import { parseEntries } from "./parse-entries.ts";

const kinds = (pasted: string) => parseEntries(pasted).map(({ kind, key }) => [kind, key]);

it("C3 separates at commas, semicolons and lines, and drops what is empty", () => {
  expect(kinds("a@mail.example, b@mail.example;c@mail.example\r\n\n ; ,d@mail.example")).toEqual(
    ["a", "b", "c", "d"].map((name) => ["email", `${name}@mail.example`]),
  );
  expect(parseEntries(" \n,;")).toEqual([]);
});

it("C3 tells addresses, numbers, names and what is none of them", () => {
  expect(kinds("#1042; 7\nMaria  Lopez\n“Sam O'Neil”\nMaria Lopez <maria@mail.example>")).toEqual([
    ["number", "1042"],
    ["number", "7"],
    ["name", "Maria Lopez"],
    ["name", "Sam O'Neil"],
    ["email", "maria@mail.example"],
  ]);
  expect(
    kinds("maria@mail\n@\n---\n12345678901\nx@y@mail.example\na b@mail.example").map(([kind]) => kind),
  ).toEqual(Array(6).fill("malformed"));
});

it("C3 takes what spreadsheets and mail programs add", () => {
  expect(kinds("\ufeffmailto:a@mail.example\u200b;\u00a0B@Mail.Example\u00a0;Ana\tRay")).toEqual([
    ["email", "a@mail.example"],
    ["email", "b@mail.example"],
    ["name", "Ana Ray"],
  ]);
});

it("C3 keeps an endless entry short and calls it malformed", () => {
  const [entry] = parseEntries("x".repeat(5_000));
  expect(entry).toMatchObject({ kind: "malformed", text: "x".repeat(320) });
});
