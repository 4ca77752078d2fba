import { can } from "@packpost/core/access/permissions";
import { expect, it } from "vitest";
import { findSettingsPlace, settingsPlaces } from "./settings-places.ts";

it("O2 every page of the settings has one address, for owners and admins alone", () => {
  const addresses = settingsPlaces.map(({ href }) => href);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const { permission } of settingsPlaces) {
    expect(can("owner", permission)).toBe(true);
    expect(can("senior", permission)).toBe(false);
  }
});

it.each([
  ["#stop", "/settings/sending#stop"],
  ["#quiet-hours", "/settings/texting#quiet-hours"],
  ["#organisation", "/settings/general#organisation"],
  ["#webhook", "/settings/providers#webhook"],
  ["#nothing", null],
  ["", null],
])("O2 a part of the former one page, %j, is found where it stands now", (hash, place) => {
  expect(findSettingsPlace(hash)).toBe(place);
});
