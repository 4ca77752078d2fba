import { type IncomingEvent, recordEvents } from "@packpost/core/recipient/record-events";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { getOrm } from "#web/server/database.ts";
import { log } from "#web/server/log.ts";
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
        const { notKept } = await recordEvents({ ctx, input: { events } });
        if (notKept > 0)
          log.warn({ organisationId, notKept }, "provider events about nobody here, more than are kept");
      }),
  );
}
