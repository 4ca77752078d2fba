import { rolesThatMay } from "@packpost/core/access/permissions";
import { expect, it } from "vitest";
import { fixPlaceOf } from "./fix-place.ts";
import { reasonLabels } from "./reason-words.ts";

const place = (code: Parameters<typeof fixPlaceOf>[0]["code"], petIds?: string[]) =>
  fixPlaceOf({ code, ...(petIds && { petIds }) }, "maria", "pass-1");

it.each([
  ["application_none", undefined, "?edit=application&pass=pass-1"],
  ["application_pending", undefined, "?edit=application&pass=pass-1"],
  ["registration_expired", ["rex"], "?edit=registration&pet=rex&pass=pass-1"],
  ["registration_none", [], "?edit=pet"],
  ["pet_inactive", ["rex", "tom"], "?edit=pet&pet=rex"],
  ["silent", undefined, "?edit=transaction"],
  ["no_email", undefined, "?edit=email"],
  ["invalid_email", undefined, "?edit=email"],
  ["unsubscribed", undefined, "/communications"],
] as const)("C4 %s leads to the very field that mends it", (code, pets, where) => {
  expect(place(code, pets && [...pets])).toBe(`/customers/maria${where}`);
  expect(reasonLabels[code].fix).not.toBeNull();
});

it("C4 what is put right elsewhere, or not at all, leads to no field; without a pass to the page", () => {
  expect(place("same_mailbox")).toBeNull();
  expect(place("excluded_by_hand")).toBeNull();
  expect(place("complained")).toBeNull();
  expect(fixPlaceOf({ code: "application_none" }, "maria", null)).toBe("/customers/maria");
});

it("C4 whoever sees a review may mend what it leads to", () => {
  expect(rolesThatMay("customer.edit")).toEqual(expect.arrayContaining([...rolesThatMay("campaign.read")]));
});
