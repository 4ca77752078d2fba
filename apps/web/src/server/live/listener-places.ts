import { PackpostError } from "@packpost/core/errors";
import { PersonPlaces } from "#web/server/calls/person-places.ts";

/**
 * Places for live streams; whoever gets none asks every few seconds instead. Each tab with a campaign that is under way
 * listens: somebody with forty of them is no person any more.
 */
export const listenerPlaces = new PersonPlaces("listeners", {
  most: 4_000,
  mostOfOrganisation: 400,
  mostOfPerson: 40,
  mostWaiting: { ofOrganisation: 0, ofPerson: 0 },
  waitMs: 30_000,
  refusal: (retryAfterSeconds) =>
    new PackpostError("rate_limited", "Too many pages are kept up at the same time.", {
      effect: "This one is renewed every few seconds.",
      nextStep: "Close some of the others.",
      retryAfterSeconds,
    }),
});
