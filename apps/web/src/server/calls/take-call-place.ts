import { PackpostError } from "@packpost/core/errors";
import { NoSlotError, Slots } from "@packpost/db/slots";
import type { Staff } from "#web/server/auth/find-staff.ts";

const waitMs = 8_000;
/** A browser has six connections to one address over HTTP/1.1; whatever a person asks for beyond takes its turn. */
const ofPerson = Slots.ofProcess("calls-of-person", {
  most: Number.POSITIVE_INFINITY,
  mostOfOne: 8,
  mostWaitingOfOne: 60,
  waitMs,
});
/** A call takes some milliseconds: a front desk of forty never waits, and no organisation has all places. */
const ofOrganisation = Slots.ofProcess("calls-of-organisation", {
  most: 96,
  mostOfOne: 32,
  mostWaitingOfOne: 240,
  waitMs,
});

/**
 * Takes a place for one request with calls of somebody who is signed in, waiting a while for it.
 * @returns gives it back
 * @throws {PackpostError} unavailable when none came free in time
 */
export async function takeCallPlace({ organisationId, staffMemberId }: Staff): Promise<() => void> {
  try {
    const giveBack = await ofPerson.take(`${organisationId}/${staffMemberId}`);
    try {
      const giveBackToo = await ofOrganisation.take(organisationId);
      return () => {
        giveBackToo();
        giveBack();
      };
    } catch (error) {
      giveBack();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    throw new PackpostError("unavailable", "Very much is being asked for at this moment.", {
      effect: "Nothing was changed.",
      nextStep: "Try again in a few seconds.",
      retryAfterSeconds: 5,
    });
  }
}
