import { expect, it } from "vitest";
import { formatEntryCount, formatInVain, formatProblem, formatTooMany } from "./format-entry.ts";

const entry = { id: "1", position: 1, customer: null, candidates: [] };

it("C3 sums up a list: what counts, what needs a look", () => {
  expect(formatEntryCount("add", { good: 44, problems: 6, duplicates: 0 })).toBe("Added 44 · 6 need a look");
  expect(formatEntryCount("exclude", { good: 1_200, problems: 1, duplicates: 2 })).toBe(
    "Excluded 1,200 · 1 needs a look · 2 named twice",
  );
  expect(formatEntryCount("add", { good: 0, problems: 0, duplicates: 0 })).toBeNull();
});

it("C3 says of those added how many will not receive it all the same", () => {
  expect(formatInVain(1)).toBe("1 of them will not receive it: the list below says why.");
  expect(formatInVain(0)).toBeNull();
});

it("C3 says why a paste is too long, with what stands on the list already", () => {
  const most = 10_000;
  expect(formatTooMany("add", { most, pasted: 12_000, held: 0 })).toBe(
    "A list holds 10,000 entries; you pasted 12,000. Nothing was added.",
  );
  expect(formatTooMany("add", { most, pasted: 10_000, held: 5 })).toBe(
    "A list holds 10,000 entries. 5 stand on it already and you pasted 10,000: 5 too many. Nothing was added.",
  );
  expect(formatTooMany("exclude", { most, pasted: 10_000, held: 1 })).toMatch(
    /1 stands on it already.*Nothing was excluded\.$/,
  );
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
