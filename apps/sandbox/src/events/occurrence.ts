import type { LedgerRow } from "../ledger/row.ts";
import type { EventKind } from "../outcomes/plan-events.ts";

/** An event with all it is about, ready to have its effects and to be told to the webhook receiver. */
export interface Occurrence {
  code: number;
  kind: EventKind;
  atMs: number;
  token: string;
  stream: string;
  address: string;
  /** The message; missing for suppressions made through the API. */
  row?: LedgerRow;
  link?: string;
}

const BOUNCES: ReadonlySet<EventKind> = new Set([
  "hard-bounce",
  "soft-bounce",
  "transient-bounce",
  "blocked-bounce",
  "content-bounce",
  "auto-reply",
  "complaint",
]);

/** Whether Postmark lists it under `/bounces`. */
export function isBounce(kind: EventKind): boolean {
  return BOUNCES.has(kind);
}

export function isOpen(kind: EventKind): boolean {
  return kind === "open" || kind === "machine-open";
}
