import { PackpostError } from "@packpost/core/errors";
import { NoSlotError } from "@packpost/db/slots";
import { type PlaceOwner, StaffPlaces } from "./staff-places.ts";

/**
 * A browser has six connections to one address over HTTP/1.1; whatever a person asks for beyond takes its turn. A call takes
 * some milliseconds: a front desk of forty never waits, and no organisation has all places.
 */
const places = new StaffPlaces("calls", {
  most: 96,
  mostOfOrganisation: 32,
  mostOfPerson: 8,
  mostWaiting: { ofOrganisation: 240, ofPerson: 60 },
  waitMs: 8_000,
});

/**
 * Takes a place for one request with calls of somebody who is signed in, waiting a while for it.
 * @returns gives it back
 * @throws {PackpostError} unavailable when none came free in time
 */
export async function takeCallPlace(owner: PlaceOwner): Promise<() => void> {
  try {
    return await places.take(owner);
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    throw new PackpostError("unavailable", "Very much is being asked for at this moment.", {
      effect: "Nothing was changed.",
      nextStep: "Try again in a few seconds.",
      retryAfterSeconds: 5,
    });
  }
}
