import type { LedgerFilter } from "../ledger/filter.ts";
import type { LedgerRow } from "../ledger/message.ts";
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

/** A page of the outbox, newest first: by server, by mailbox or phone (a whole address or number), or by words in address, subject and tag. */
export function findMail({ ledger }: Sandbox, view: View): MailPage {
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+\d{7,15}$/.test(view.q);
  const words = isAddress ? [] : view.q.split(/\s+/).filter(Boolean);
  const before = view.before ?? ledger.count;
  const oldest = words.length > 0 ? before - MAX_ROWS_READ : 0;
  const filter: LedgerFilter = {
    token: view.server || undefined,
    before,
    after: oldest - 1,
    who: isAddress ? view.q.toLowerCase() : undefined,
    contains: words.map((word) => ["words", word] as const),
  };
  const rows = ledger.find(filter, { order: "DESC", limit: PAGE + 1 });
  const more = rows.length > PAGE;
  return { rows: rows.slice(0, PAGE), more, cut: !more && oldest > 0 };
}
