import { recordEvents } from "@packpost/core/provider-event/record-events";
import type { MailEvent, MailEventKind } from "@packpost/providers/types";
import type { TestOrganisation } from "./open-world.ts";

/** The provider tells the same of some recipients, in one group. */
export async function tellEvents(
  { ctx }: TestOrganisation,
  recipientIds: readonly string[],
  kind: MailEventKind,
): Promise<void> {
  const events = recipientIds.map((recipientId) => {
    const event: MailEvent = {
      dedupeKey: crypto.randomUUID(),
      kind,
      providerKind: kind,
      occurredAt: new Date(),
      recipientId,
      machine: false,
      suppresses: false,
    };
    return { event, payload: {} };
  });
  await recordEvents({ ctx, input: { events } });
}
