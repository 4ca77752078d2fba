import { z } from "zod";
import { outcomeSchema } from "../outcomes/outcome.ts";

/** What a wire format says of a message; kept as JSON. */
export const messageRowSchema = z.object({
  to: z.string(),
  /** First recipient, lower case: who acts. */
  who: z.string(),
  cc: z.string().optional(),
  bcc: z.string().optional(),
  from: z.string(),
  subject: z.string(),
  tag: z.string().optional(),
  stream: z.string(),
  meta: z.record(z.string(), z.string()),
  trackOpens: z.boolean(),
  trackLinks: z.string(),
  attachments: z.array(z.string()).optional(),
  /** Links that will or may be clicked, only where the outcome needs them. */
  links: z.array(z.string()).optional(),
});

/** A row of the table `message`, apart from what only conditions read. */
export const recordSchema = z.object({
  /** Number of the message, counted from 0 over all servers. */
  seq: z.number(),
  channel: z.enum(["email", "sms"]),
  token: z.string(),
  /** When it was accepted, in ms since the epoch. */
  at: z.number(),
  outcome: outcomeSchema,
  body: z.number(),
  /** Its place in the batch it came in, -1 = not a batch. */
  place: z.number(),
  row: z.string(),
});

type MessageRow = z.infer<typeof messageRowSchema>;

/** One accepted message; `id` is the one its sender knows. */
export type LedgerRow = MessageRow & Omit<z.infer<typeof recordSchema>, "row"> & { id: string };

/** A message that passed all checks and waits to be written. */
export interface RowDraft {
  row: MessageRow;
  outcome: LedgerRow["outcome"];
  place: number;
}
