import { expect, it } from "vitest";
import { wordCount, wordProblem } from "./entry-words.ts";

const entry = { id: "1", position: 1, customer: null, candidates: [] };

it("C3 sums up a list: what counts, what needs a look", () => {
  expect(wordCount("add", { good: 44, problems: 6, duplicates: 0 })).toBe("Added 44 · 6 need a look");
  expect(wordCount("exclude", { good: 1_200, problems: 1, duplicates: 2 })).toBe(
    "Excluded 1,200 · 1 needs a look · 2 named twice",
  );
  expect(wordCount("add", { good: 0, problems: 0, duplicates: 0 })).toBeNull();
});

it("C3 says what to do with each kind of bad entry", () => {
  expect(wordProblem({ ...entry, text: "maria@", problem: "malformed" })).toMatch(
    /Nothing stands after the @/,
  );
  expect(wordProblem({ ...entry, text: "a@b.example", problem: "unknown" })).toMatch(/has this email/);
  expect(wordProblem({ ...entry, text: "#12", problem: "unknown" })).toMatch(/has this number/);
  expect(wordProblem({ ...entry, text: "Ann", problem: "unknown" })).toMatch(/first and last name/);
  expect(wordProblem({ ...entry, text: "Ann", problem: null })).toBeNull();
});
