import { type IncomingEvent, recordEvents } from "@packpost/core/recipient/record-events";
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
