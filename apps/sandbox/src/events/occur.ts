import type { Ledger } from "../ledger/ledger.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import type { ServerBook } from "../servers/server-book.ts";
import type { SuppressionBook } from "../servers/suppression-book.ts";
import type { BounceList } from "./bounce-list.ts";
import { isBounce, type Occurrence } from "./occurrence.ts";
import { pressOneClick } from "./press-one-click.ts";
import { visitLink } from "./visit-link.ts";

interface Parts {
  ledger: Ledger;
  servers: ServerBook;
  suppressions: SuppressionBook;
  bounces: BounceList;
}

const REASONS = {
  "hard-bounce": "HardBounce",
  complaint: "SpamComplaint",
  unsubscribe: "ManualSuppression",
} as const;

/** Whether an event changes anything inside the simulator. */
export function hasEffects(kind: EventKind): boolean {
  return isBounce(kind) || kind === "unsubscribe" || kind === "scanner-click" || kind === "one-click";
}

/** The effects of an event inside the simulator: suppressions, the list of bounces, visits of scanners. */
export function occur(parts: Parts, event: Occurrence): void {
  const { kind, token, stream, address } = event;
  if (isBounce(kind)) parts.bounces.add(token, event.code);
  if (kind === "hard-bounce" || kind === "complaint" || kind === "unsubscribe") {
    const at = new Date(event.atMs).toISOString();
    parts.suppressions.add({ token, stream, address, reason: REASONS[kind], origin: "Recipient", at });
  }
  if (kind === "scanner-click" && event.link) visitLink(event.link);
  // An act by hand has pressed the button already.
  if (kind === "one-click" && event.row && event.code >= 0) {
    void pressOneClick(parts.ledger, parts.servers.get(token), event.row);
  }
}
