import { PackpostError } from "@packpost/core/errors";
import { PersonPlaces } from "./person-places.ts";

/**
 * Places for requests with calls. A browser has six connections to one address over HTTP/1.1; whatever a person asks for
 * beyond takes its turn. A call takes some milliseconds: a front desk of forty never waits, and no organisation has all places.
 */
export const callPlaces = new PersonPlaces("calls", {
  most: 96,
  mostOfOrganisation: 32,
  mostOfPerson: 8,
  mostWaiting: { ofOrganisation: 240, ofPerson: 60 },
  waitMs: 8_000,
  refusal: () =>
    new PackpostError("unavailable", "Very much is being asked for at this moment.", {
      effect: "Nothing was changed.",
      nextStep: "Try again in a few seconds.",
      retryAfterSeconds: 5,
    }),
});
