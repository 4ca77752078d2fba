import { PackpostError } from "@packpost/core/errors";
import { NoSlotError } from "@packpost/db/slots";
import { type PlaceOwner, StaffPlaces } from "#web/server/calls/staff-places.ts";

/** Each tab with a campaign that is under way listens: somebody with forty of them is no person any more. */
const places = new StaffPlaces("listeners", {
  most: 4_000,
  mostOfOrganisation: 400,
  mostOfPerson: 40,
  mostWaiting: { ofOrganisation: 0, ofPerson: 0 },
  waitMs: 30_000,
});

/**
 * Takes a place for a live stream.
 * @returns gives it back
 * @throws {PackpostError} rate_limited; the page then asks every few seconds by itself
 */
export async function takeListenerPlace(owner: PlaceOwner): Promise<() => void> {
  try {
    return await places.take(owner);
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    const { retryAfterSeconds } = error;
    throw new PackpostError("rate_limited", "Too many pages are kept up at the same time.", {
      effect: "This one is renewed every few seconds.",
      nextStep: "Close some of the others.",
      retryAfterSeconds,
    });
  }
}
