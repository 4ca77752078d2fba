import { delayOf, type EventKind, planEvents } from "../outcomes/plan-events.ts";
import { fitting, type LedgerFilter } from "./filter.ts";
import type { Ledger } from "./ledger.ts";

export interface LedgerSummary {
  accepted: number;
  /** Messages without the metadata field `recipient`; they are in no other count of recipients. */
  withoutRecipient: number;
  distinctRecipients: number;
  /** Messages beyond the first to the same metadata recipient. */
  duplicates: number;
  byOutcome: Partial<Record<string, number>>;
  /** Planned events that are over or due, by kind. */
  events: Partial<Record<EventKind, number>>;
  firstAt: string | null;
  lastAt: string | null;
}

/** Counts over the ledger; one pass over columns in memory, about 50 ms for a million messages. */
export function summarise(ledger: Ledger, filter: LedgerFilter, tokens: readonly string[]): LedgerSummary {
  const seen = new Uint8Array(ledger.count + 1);
  const byOutcome = new Map<string, number>();
  const events = new Map<EventKind, number>();
  const nowMs = Date.now();
  let accepted = 0;
  let withoutRecipient = 0;
  let distinctRecipients = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = 0;
  for (const seq of fitting(ledger, filter, tokens)) {
    accepted += 1;
    const outcome = ledger.outcome(seq);
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
    const first = ledger.distinctNumber(seq);
    if (first < 0) withoutRecipient += 1;
    else if (seen[first] === 0) {
      seen[first] = 1;
      distinctRecipients += 1;
    }
    const at = ledger.acceptedAt(seq);
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
    for (const planned of planEvents(outcome, seq, ledger.linkCount(seq))) {
      if (at + delayOf(planned, ledger.speed(seq)) > nowMs) continue;
      events.set(planned.kind, (events.get(planned.kind) ?? 0) + 1);
    }
  }
  return {
    accepted,
    withoutRecipient,
    distinctRecipients,
    duplicates: accepted - withoutRecipient - distinctRecipients,
    byOutcome: Object.fromEntries(byOutcome),
    events: Object.fromEntries(events),
    firstAt: accepted > 0 ? new Date(firstAt).toISOString() : null,
    lastAt: accepted > 0 ? new Date(lastAt).toISOString() : null,
  };
}
