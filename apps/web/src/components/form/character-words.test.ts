import { expect, it } from "vitest";
import { nameOfUnseen, tooManyWords } from "./character-words.ts";

it("T32 one character too many is one", () => {
  expect([1, 2, 2300].map(tooManyWords)).toEqual([
    ...["1 character too many", "2 characters too many", "2,300 characters too many"],
  ]);
});

it("T32 a character that cannot be seen, or turns the writing round, is named; all others are quoted", () => {
  expect(nameOfUnseen("\u202e")).toBe("An invisible character (U+202E)");
  expect(nameOfUnseen("\u200b")).toBe("An invisible character (U+200B)");
  expect(nameOfUnseen("\u2009")).toBe("A special space");
  for (const seen of ["“", "é", "👩‍👧", "א"]) expect(nameOfUnseen(seen)).toBeNull();
});
