import type { Problem } from "@packpost/core/content/checks/problem";
import { expect, it } from "vitest";
import { listChecks } from "./list-checks.ts";

it("C5 says that all is in order when it is", () => {
  const checks = listChecks({ problems: [], missing: [], open: [], hasUnsubscribe: true });
  expect(checks.map(({ key, state }) => `${key} ${state}`)).toEqual(
    ["subject", "links", "fields", "address", "unsubscribe"].map((key) => `${key} good`),
  );
});

it("C3 C5 C17 puts what blocks first, names and leads to each place", () => {
  const checks = listChecks({
    problems: [
      { code: "postal_address_missing", severity: "blocking", part: "organisation", message: "No address." },
      { code: "shouting_subject", severity: "warning", part: "subject", message: "Shouting." },
      { code: "not_https", severity: "warning", part: "body", message: "Not secure.", line: 3, column: 5 },
    ],
    missing: [{ field: "pet_names", people: 14 }],
    open: [
      { list: "exclude", matches: "nobody", entries: 1, examples: ["Ciara O’Bryan"] },
      { list: "add", matches: "several", entries: 5, examples: ["Maria Lopez", "Sam Lee", "Tom"] },
    ],
    hasUnsubscribe: true,
  });
  expect(checks.map(({ state, words }) => [state, words])).toEqual([
    ["blocking", "No address."],
    ["look", "Shouting."],
    ["look", "Not secure."],
    ["look", "1 of your exclusions matches nobody: “Ciara O’Bryan”. Whoever is meant is not excluded."],
    [
      "look",
      "5 of the entries you added could mean several customers: “Maria Lopez”, “Sam Lee”, “Tom” and 2 more. Whoever is meant was not added.",
    ],
    ["look", expect.stringMatching(/^14 have no pet.* and would see a gap there\.$/)],
    ["good", "Every mail has a link and a button to unsubscribe."],
  ]);
  expect(checks.map(({ target }) => target?.kind)).toEqual([
    "settings",
    "part",
    "part",
    "lists",
    "lists",
    "missing",
    undefined,
  ]);
});

it("C17 a mail without a link to unsubscribe is never called fine", () => {
  const [first] = listChecks({ problems: [], missing: [], open: [], hasUnsubscribe: false });
  expect(first).toMatchObject({ key: "unsubscribe", state: "blocking" });
});

it("K25 K28 says at sending what is said at writing, and praises nothing that is not so", () => {
  const told = (code: Problem["code"], severity: Problem["severity"]): Problem => ({
    code,
    severity,
    part: "body",
    message: `about ${code}`,
  });
  const checks = listChecks({
    problems: [
      told("clipped_by_gmail", "warning"),
      told("deceptive_link", "warning"),
      told("foreign_field", "blocking"),
    ],
    missing: [],
    open: [],
    hasUnsubscribe: true,
  });
  expect(checks.slice(0, 3).map(({ state, words }) => [state, words])).toEqual([
    ["blocking", "about foreign_field"],
    ["look", "about clipped_by_gmail"],
    ["look", "about deceptive_link"],
  ]);
  expect(checks.map(({ key }) => key)).not.toContain("links");
  expect(checks.map(({ key }) => key)).not.toContain("fields");
});

it("C2 C5 a pass that is retired blocks sending, before all else, and leads to the passes", () => {
  const open = { problems: [], missing: [], open: [], hasUnsubscribe: true };
  expect(listChecks({ ...open, retiredPass: null }).every(({ state }) => state === "good")).toBe(true);
  expect(listChecks({ ...open, retiredPass: "2025 season" })[0]).toEqual({
    ...{ key: "pass", state: "blocking", target: { kind: "passes" } },
    words: "“2025 season” is retired: choose another pass, or bring it back.",
  });
});
