import type { Inbound } from "../ledger/inbound-book.ts";
import type { LedgerRow } from "../ledger/message.ts";
import type { Sandbox } from "../sandbox.ts";

/** Of a longer thread only the newest texts are shown. */
const MOST_TEXTS = 200;

/** Two numbers that text each other: a person's phone and a sender's. */
export interface Thread {
  token: string;
  ours: string;
  theirs: string;
}

export type ThreadEntry =
  | { readonly kind: "sent"; readonly at: number; readonly row: LedgerRow }
  | { readonly kind: "received"; readonly at: number; readonly text: Inbound };

export const threadOf = ({ token, from, to }: LedgerRow): Thread => ({ token, ours: from, theirs: to });

export function threadPath({ token, ours, theirs }: Thread): string {
  return `/outbox/phone/${[token, ours, theirs].map(encodeURIComponent).join("/")}`;
}

/** What two numbers texted each other, oldest first. */
export function findThread({ ledger, inbound }: Sandbox, { token, ours, theirs }: Thread): ThreadEntry[] {
  const untilMs = Date.now();
  const limit = MOST_TEXTS;
  const sent = ledger
    .find({ token, channel: "sms", from: ours, who: theirs }, { order: "DESC", limit })
    .map((row): ThreadEntry => ({ kind: "sent", at: row.at, row }));
  const received = inbound
    .find(token, { ours, theirs, untilMs, limit })
    .map((text): ThreadEntry => ({ kind: "received", at: text.at, text }));
  return [...sent, ...received].sort((one, other) => one.at - other.at).slice(-limit);
}
