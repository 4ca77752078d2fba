import { expect, it } from "vitest";
import { formatEntryCount, formatProblem } from "./format-entry.ts";

const entry = { id: "1", position: 1, customer: null, candidates: [] };

it("C3 sums up a list: what counts, what needs a look", () => {
  expect(formatEntryCount("add", { good: 44, problems: 6, duplicates: 0 })).toBe("Added 44 · 6 need a look");
  expect(formatEntryCount("exclude", { good: 1_200, problems: 1, duplicates: 2 })).toBe(
    "Excluded 1,200 · 1 needs a look · 2 named twice",
  );
  expect(formatEntryCount("add", { good: 0, problems: 0, duplicates: 0 })).toBeNull();
});

it("C3 says what to do with each kind of bad entry", () => {
  expect(formatProblem({ ...entry, text: "maria@", problem: "malformed" })).toMatch(
    /Nothing stands after the @/,
  );
  expect(formatProblem({ ...entry, text: "a@b.example", problem: "unknown" })).toMatch(/has this email/);
  expect(formatProblem({ ...entry, text: "#12", problem: "unknown" })).toMatch(/has this number/);
  expect(formatProblem({ ...entry, text: "Ann", problem: "unknown" })).toMatch(/first and last name/);
  expect(formatProblem({ ...entry, text: "Ann", problem: null })).toBeNull();
});
