import { z } from "zod";
import type { LedgerRow } from "../ledger/message.ts";
import { EVENT_KINDS, type EventKind, isBounce } from "../outcomes/plan-events.ts";

/** A row of the table `event`. */
export const eventSchema = z.object({
  id: z.number(),
  /** The message it is about; missing for changes of the suppression list through the API. */
  seq: z.number().nullable(),
  token: z.string().nullable(),
  kind: z.enum(EVENT_KINDS),
  atMs: z.number(),
  /** Done by hand or through the API, outside the plan of a message. */
  byHand: z.number().transform(Boolean),
  stream: z.string().nullable(),
  address: z.string().nullable(),
  link: z.string().nullable(),
  /** How often its webhook failed; null until it has happened. */
  failures: z.number().nullable(),
});

/** An event with all it is about, ready to have its effects and to be told to the webhook receiver. */
export type Occurrence = Omit<z.infer<typeof eventSchema>, "token" | "stream" | "address"> & {
  token: string;
  stream: string;
  address: string;
  row: LedgerRow | undefined;
};

export function isOpen(kind: EventKind): boolean {
  return kind === "open" || kind === "machine-open";
}

/** Whether an event changes anything inside the simulator. */
export function hasEffects(kind: EventKind): boolean {
  return isBounce(kind) || kind === "unsubscribe" || kind === "scanner-click" || kind === "one-click";
}
