import { fitting } from "../ledger/filter.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { Sandbox } from "../sandbox.ts";
import type { View } from "./view.ts";

const PAGE = 40;
/** A search by words reads rows; older mail than this many is not looked at. */
const MAX_ROWS_READ = 30_000;

export interface MailPage {
  rows: LedgerRow[];
  /** Whether older mail follows. */
  more: boolean;
  /** Whether a search gave up before the end. */
  cut: boolean;
}

/** A page of the outbox, newest first: by server, by mailbox (a whole address), or by words in address, subject and tag. */
export function findMail(sandbox: Sandbox, view: View): MailPage {
  const { ledger } = sandbox;
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: LedgerRow[] = [];
  let read = 0;
  for (const seq of candidates(sandbox, view)) {
    if (view.before !== undefined && seq >= view.before) continue;
    if (rows.length === PAGE) return { rows, more: true, cut: false };
    if (++read > MAX_ROWS_READ) return { rows, more: false, cut: true };
    const row = ledger.row(seq);
    const text = `${row.to} ${row.subject} ${row.tag ?? ""}`.toLowerCase();
    if (words.every((word) => text.includes(word))) rows.push(row);
  }
  return { rows, more: false, cut: false };
}

function* candidates(sandbox: Sandbox, view: View): Generator<number> {
  const { ledger } = sandbox;
  const tokens = view.server ? [view.server] : sandbox.servers.all().map((server) => server.token);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(view.q)) {
    const seqs = tokens.flatMap((token) => [...ledger.withRecipient(token, view.q.toLowerCase())]);
    yield* seqs.sort((a, b) => b - a);
    return;
  }
  yield* fitting(ledger, view.server ? { token: view.server } : {}, tokens);
}
