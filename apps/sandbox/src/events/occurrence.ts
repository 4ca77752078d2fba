import { z } from "zod";
import type { LedgerRow } from "../ledger/row.ts";
import { BOUNCE_KINDS, EVENT_KINDS, type EventKind } from "../outcomes/plan-events.ts";

/** A row of the table `event`. */
export const eventSchema = z.object({
  id: z.number(),
  /** The message it is about; missing for changes of the suppression list through the API. */
  seq: z.number().nullable(),
  token: z.string(),
  kind: z.enum(EVENT_KINDS),
  atMs: z.number(),
  /** Done by hand or through the API, outside the plan of a message. */
  byHand: z.number().transform(Boolean),
  stream: z.string(),
  address: z.string(),
  link: z.string().nullable(),
  /** How often its webhook failed; null until it has happened. */
  failures: z.number().nullable(),
});

/** An event with all it is about, ready to have its effects and to be told to the webhook receiver. */
export type Occurrence = z.infer<typeof eventSchema> & { row?: LedgerRow };

const BOUNCES: ReadonlySet<EventKind> = new Set(BOUNCE_KINDS);

/** Whether Postmark lists it under `/bounces`. */
export function isBounce(kind: EventKind): boolean {
  return BOUNCES.has(kind);
}

export function isOpen(kind: EventKind): boolean {
  return kind === "open" || kind === "machine-open";
}

/** Whether an event changes anything inside the simulator. */
export function hasEffects(kind: EventKind): boolean {
  return isBounce(kind) || kind === "unsubscribe" || kind === "scanner-click" || kind === "one-click";
}
