import { z } from "zod";

/** A message that has been sent off and is not known to have arrived. */
const outgoingSchema = z.object({
  /** Made here: a retry with the same one never doubles. */
  id: z.string(),
  body: z.string(),
  /** When it was sent off, by this device's clock. */
  at: z.string(),
  draftVersion: z.number(),
  /** The newest entry that its writer had seen. */
  seenNumber: z.number(),
  /** Pictures that the server has. */
  pictures: z.array(z.object({ id: z.string(), width: z.number(), height: z.number() })),
  /** Why it was refused; it waits for its writer. */
  refused: z.string().nullable(),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

const keyOf = (customerId: string) => `packpost-portal-outgoing-${customerId}`;

/** What this browser has still to send for a customer, in order; a reload loses nothing. */
export function readOutgoing(customerId: string): Outgoing[] {
  try {
    return z.array(outgoingSchema).parse(JSON.parse(localStorage.getItem(keyOf(customerId)) ?? "[]"));
  } catch {
    return [];
  }
}

export function keepOutgoing(customerId: string, queue: readonly Outgoing[]): void {
  try {
    if (queue.length === 0) localStorage.removeItem(keyOf(customerId));
    else localStorage.setItem(keyOf(customerId), JSON.stringify(queue));
  } catch {
    // Without storage (some private windows) it lasts as long as the page.
  }
}
