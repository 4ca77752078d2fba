import { z } from "zod";
import { outcomeSchema } from "../outcomes/outcome.ts";

/** What a channel's wire format says of an accepted message, kept as JSON; anything else is read from its request when looked at. */
const contentSchema = z.object({
  /** As its sender wrote it. */
  to: z.string(),
  /** First recipient, lower case: who acts. */
  who: z.string(),
  from: z.string(),
  /** Empty where the channel has none. */
  subject: z.string(),
  tag: z.string().optional(),
  stream: z.string(),
  meta: z.record(z.string(), z.string()),
  /** Links that will or may be clicked, only where the outcome needs them. */
  links: z.array(z.string()).optional(),
  /** Where it is reported, for a channel where each message says so. */
  callback: z.string().optional(),
  /** Its place in the batch it came in, -1 = not a batch. */
  place: z.number(),
});

/** A row of `message` joined with its `request`. */
export const recordSchema = z.object({
  /** Number of the message, counted from 0 over all servers. */
  seq: z.number(),
  request: z.number(),
  channel: z.enum(["email", "sms"]),
  token: z.string(),
  /** When it was accepted, in ms since the epoch. */
  at: z.number(),
  outcome: outcomeSchema,
  content: z.string().transform((text) => contentSchema.parse(JSON.parse(text))),
});

type Record = z.infer<typeof recordSchema>;

/** One accepted message, whatever its channel; `id` is the one its sender knows. */
export type LedgerRow = Omit<Record, "content"> & Record["content"] & { id: string };

/** A message that passed all checks and waits to be written. */
export type Draft = Pick<Record, "outcome" | "content"> & {
  /** Milliseconds until its life begins: it waits in a queue. */
  readonly startsInMs?: number;
};
