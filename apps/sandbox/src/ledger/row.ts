import { z } from "zod";
import { outcomeSchema } from "../outcomes/outcome.ts";

/** One accepted message as a line of `ledger.jsonl`. Short keys: a million lines are written. */
export const rowSchema = z.object({
  /** Number of the message, counted from 0 over all servers. */
  seq: z.number().int(),
  token: z.string(),
  /** When it was accepted, in ms since the epoch. */
  at: z.number(),
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
  outcome: outcomeSchema,
  /** How much faster than life its outcome happens, where it is not 1. */
  speed: z.number().optional(),
  /** Links that will or may be clicked, only where the outcome needs them. */
  links: z.array(z.string()).optional(),
  /** Where the raw body lies: offset and length in `bodies.zst`, place in the batch (-1 = not a batch). */
  body: z.tuple([z.number(), z.number(), z.number()]),
});

export type LedgerRow = z.infer<typeof rowSchema>;

/** A message that passed all checks and waits to be written; `place` is its place in the raw batch. */
export interface RowDraft extends Omit<LedgerRow, "seq" | "token" | "at" | "body"> {
  place: number;
}
