import type { Ledger } from "./ledger.ts";

/** Which messages: all fields that are given must fit. `metadata` is one field and its value. */
export interface LedgerFilter {
  token?: string;
  tag?: string;
  metadata?: readonly [field: string, value: string];
}

/** Numbers of the fitting messages, newest first, from columns in memory alone. */
export function* fitting(ledger: Ledger, filter: LedgerFilter, tokens: readonly string[]): Generator<number> {
  const token = filter.token === undefined ? undefined : (ledger.tokens.find(filter.token) ?? -1);
  const tag = filter.tag === undefined ? undefined : (ledger.tags.find(filter.tag) ?? -1);
  for (const seq of candidates(ledger, filter, tokens)) {
    if (token !== undefined && ledger.tokenNumber(seq) !== token) continue;
    if (tag !== undefined && ledger.tagNumber(seq) !== tag) continue;
    yield seq;
  }
}

function* candidates(ledger: Ledger, filter: LedgerFilter, tokens: readonly string[]): Generator<number> {
  if (!filter.metadata) {
    for (let seq = ledger.count - 1; seq >= 0; seq--) yield seq;
    return;
  }
  const [field, value] = filter.metadata;
  for (const token of filter.token === undefined ? tokens : [filter.token]) {
    yield* ledger.withMetadata(token, field, value);
  }
}
