import { PackpostError } from "@packpost/core/errors";
import { PersonPlaces } from "#web/server/calls/person-places.ts";

/** Places for calls of customers, a line of their own: however many write at once, the team's calls are not behind them. */
export const portalPlaces = new PersonPlaces("portal-calls", {
  most: 48,
  mostOfOrganisation: 24,
  mostOfPerson: 6,
  mostWaiting: { ofOrganisation: 240, ofPerson: 40 },
  waitMs: 8_000,
  refusal: () =>
    new PackpostError("unavailable", "Very much is being asked for at this moment.", {
      retryAfterSeconds: 5,
    }),
});
