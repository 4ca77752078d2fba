import { expect, it } from "vitest";
import { readNumber, shownNumber } from "./read-number.ts";

it.each([
  ["+1 503 555 0142", "+15035550142"],
  ["+1 (503) 555-0142", "+15035550142"],
  ["tel:+1-503-555-0142", "+15035550142"],
  ["\u200b+15035550142\u202c ", "+15035550142"],
  ["0049 30 901820", "+4930901820"],
  ["+44 (0)20 7946 0018", "+442079460018"],
])("C14 A14 %j is a number", (typed, key) => {
  expect(readNumber(typed)).toEqual({ key });
});

it.each([
  ["", "no telephone number"],
  ["tom@browns.example", "no telephone number"],
  ["503 555 0142", "country code"],
  ["+1 503 555", "No telephone has"],
  ["+1 503 555 0142 99", "No telephone has"],
  ["+999 12 345 678", "No telephone has"],
  ["+1 503 555 0142 ext. 7", "extension"],
  ["+1 503 555 0142, +1 503 555 0143", "No telephone has"],
])("C14 A14 %j is none, and the words say why", (typed, words) => {
  expect(readNumber(typed)).toEqual({ fault: expect.stringContaining(words) });
});

it.each([
  ["(503) 555-0142", "US", "+15035550142"],
  ["1 503 555 0142", "US", "+15035550142"],
  ["+44 20 7946 0018", "US", "+442079460018"],
  ["0049 30 901820", "US", "+4930901820"],
  ["030 901820", "DE", "+4930901820"],
] as const)("P11 %j of %s is a number without its country code too", (typed, country, key) => {
  expect(readNumber(typed, country)).toEqual({ key });
});

it("P11 what is no number of that country either is told so", () => {
  expect(readNumber("555-0142", "US")).toEqual({ fault: expect.stringContaining("No telephone has") });
});

it("A14 is shown as people write it", () => {
  expect(shownNumber("+15035550142")).toBe("+1 503 555 0142");
});
