import { followUp } from "@packpost/core/provider-event/follow-up";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import type { EmailEvent, EmailEventKind } from "@packpost/providers/email-event";
import type { TestOrganisation } from "./open-world.ts";

/** The provider tells the same of some recipients, in one group, and whatever follows from it is looked after at once. */
export async function tellEvents(
  { ctx }: TestOrganisation,
  recipientIds: readonly string[],
  kind: EmailEventKind,
): Promise<void> {
  const events = recipientIds.map((recipientId) => {
    const event: EmailEvent = {
      dedupeKey: crypto.randomUUID(),
      kind,
      providerKind: kind,
      occurredAt: new Date(),
      recipientId,
      bot: false,
      suppresses: false,
    };
    return { event, payload: {} };
  });
  const { toFollow } = await recordEvents({ ctx, input: { events } });
  await followUp({ ctx, input: toFollow });
}
