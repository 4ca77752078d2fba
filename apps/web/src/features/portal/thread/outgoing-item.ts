import * as z from "zod/mini";
import type { Outbox } from "#web/components/thread/outbox.ts";
import type { OutboxEntry } from "#web/components/thread/outbox-item.ts";

/** A message that a customer has sent off and that is not known to have arrived. */
const outgoingSchema = z.object({
  entryId: z.string(),
  threadId: z.string(),
  writtenAtMs: z.number(),
  body: z.string(),
  draftVersion: z.number(),
  /** The newest entry that its writer had seen. */
  seenNumber: z.number(),
  /** Pictures that the server has. */
  pictures: z.array(z.object({ id: z.string(), width: z.number(), height: z.number() })),
  /** What the server has refused it with: then it goes out when its writer says so. */
  refused: z.optional(z.object({ data: z.unknown() })),
});
export type OutgoingItem = z.infer<typeof outgoingSchema>;
export type OwnOutbox = Outbox<OutgoingItem>;
export type OwnOutboxEntry = OutboxEntry<OutgoingItem>;

/** A message as the browser kept it, perhaps by an earlier release; undefined = it is none. */
export function readOutgoingItem(kept: unknown): OutgoingItem | undefined {
  return outgoingSchema.safeParse(kept).data;
}
