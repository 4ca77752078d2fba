import { PackpostError } from "@packpost/core/errors";
import type { PortalSession } from "@packpost/core/portal/sign-in/find-session";
import { listHoldingSessions } from "@packpost/core/portal/sign-in/list-holding-sessions";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { PersonPlaces } from "#web/server/calls/person-places.ts";
import { getOrm } from "#web/server/database.ts";
import { AccessWatch } from "#web/server/live/access-watch.ts";
import type { Listener } from "#web/server/live/listener.ts";
import { singleton } from "#web/server/singleton.ts";

/**
 * Places for live streams of customers, apart from the team's. A browser has one, and nobody has ten; whoever gets none looks every few
 * seconds instead.
 */
const places = new PersonPlaces("portal-listeners", {
  most: 4_000,
  mostOfOrganisation: 1_000,
  mostOfPerson: 10,
  mostWaiting: { ofOrganisation: 0, ofPerson: 0 },
  waitMs: 30_000,
  refusal: (retryAfterSeconds) =>
    new PackpostError("rate_limited", "Too many pages are kept up at the same time.", { retryAfterSeconds }),
});

interface Followed extends Pick<PortalSession, "sessionId"> {
  readonly organisationId: OrganisationId;
}

/**
 * A customer who listens on their own pages: their session is looked at again and again, and with each batch (T55). Whose family's
 * thread it is, each reading asks for itself.
 */
export function portalListener(
  organisationId: OrganisationId,
  { sessionId, customerId }: PortalSession,
): Listener {
  return {
    takePlace: () => places.take({ organisationId, personId: customerId }),
    followAccess: () =>
      singleton("portal-access", () => new AccessWatch(readRefusals)).follow({ organisationId, sessionId }),
  };
}

async function readRefusals(followed: readonly Followed[]): Promise<readonly (PackpostError | undefined)[]> {
  const orm = await getOrm();
  const holding = await Promise.all(
    [...Map.groupBy(followed, ({ organisationId }) => organisationId)].map(([organisationId, own]) =>
      listHoldingSessions({
        ctx: { orm, organisationId },
        input: { sessionIds: own.map(({ sessionId }) => sessionId) },
      }),
    ),
  );
  return followed.map(({ sessionId }) =>
    holding.some((held) => held.has(sessionId))
      ? undefined
      : new PackpostError("unauthenticated", "You are signed out."),
  );
}
