import { type IncomingEvent, recordEvents } from "@packpost/core/recipient/record-events";
import { isOrganisation } from "@packpost/core/sweep/is-organisation";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { getOrm } from "#web/server/database.ts";
import { processWide } from "#web/server/process-wide.ts";
import { EventQueue } from "./event-queue.ts";

/** The process's queue of provider events, one lane an organisation. */
export function getProviderEvents(): EventQueue<IncomingEvent> {
  return processWide(
    "provider-events",
    () =>
      new EventQueue<IncomingEvent>(async (organisationId, events) => {
        const ctx = {
          orm: await getOrm(),
          organisationId: organisationIdFrom(organisationId),
          actor: { kind: "system" },
        } as const;
        await recordEvents({ ctx, input: { events } });
      }),
  );
}

/** Whether the webhook's path names an organisation of this installation; asked once for each that exists. */
export async function isKnownOrganisation(organisationId: string): Promise<boolean> {
  const known = processWide("known-organisations", () => new Set<string>());
  if (known.has(organisationId)) return true;
  const found = await isOrganisation(await getOrm(), organisationId);
  if (found) known.add(organisationId);
  return found;
}
