import { fitting } from "../ledger/filter.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import type { Query } from "./query.ts";
import { showMessage } from "./show-message.ts";

/** Filters that need the row itself look at no more than this many messages. */
const MAX_ROWS_READ = 50_000;

/**
 * GET `/messages/outbound`: newest first, one metadata field a query, blind to the last moments (knob `searchLagMs`).
 * https://postmarkapp.com/developer/api/messages-api#outbound-message-search
 */
export function searchMessages(
  sandbox: Sandbox,
  server: Server,
  query: Query,
): { ok: unknown } | PostmarkError {
  const page = query.page();
  if ("ErrorCode" in page) return page;
  if (query.metadata.length > 1) {
    return refusal(700, "You can search by a single metadata field at a time.");
  }
  const fits = rowFilter(query);
  const { searchLagMs, searchShare } = sandbox.faults.knobs(server.token);
  const seenUntil = Date.now() - searchLagMs;
  const until = Math.min(seenUntil, query.instant("todate") ?? seenUntil);
  const from = query.instant("fromdate") ?? 0;
  const hits: number[] = [];
  let total = 0;
  let read = 0;
  for (const seq of candidates(sandbox, server, query)) {
    const at = sandbox.ledger.acceptedAt(seq);
    if (at > until || at < from || !isShown(seq, searchShare)) continue;
    if (fits) {
      if (++read > MAX_ROWS_READ) break;
      if (!fits(sandbox.ledger.row(seq))) continue;
    }
    total += 1;
    if (total > page.offset && hits.length < page.count) hits.push(seq);
  }
  const Messages = hits.map((seq) => showMessage(sandbox, sandbox.ledger.row(seq)));
  return { ok: { TotalCount: total, Messages } };
}

/** Knuth's multiplicative hash spreads neighbours evenly, so any batch is shown to about the same share. */
function isShown(seq: number, share: number): boolean {
  return share >= 1 || ((seq * 2_654_435_761) % 2 ** 32) / 2 ** 32 < share;
}

function* candidates(sandbox: Sandbox, server: Server, query: Query): Generator<number> {
  const { ledger } = sandbox;
  const tag = query.get("tag");
  const recipient = query.get("recipient")?.toLowerCase();
  const [metadata] = query.metadata;
  const tagNumber = tag === undefined ? undefined : (ledger.tags.find(tag) ?? -1);
  const seqs =
    recipient !== undefined && metadata === undefined
      ? ledger.withRecipient(server.token, recipient)
      : fitting(ledger, { token: server.token, ...(metadata ? { metadata } : {}) }, [server.token]);
  for (const seq of seqs) if (tagNumber === undefined || ledger.tagNumber(seq) === tagNumber) yield seq;
}

function rowFilter(query: Query): ((row: LedgerRow) => boolean) | undefined {
  const from = query.get("fromemail")?.toLowerCase();
  const subject = query.get("subject")?.toLowerCase();
  const stream = query.get("messagestream");
  const status = query.get("status")?.toLowerCase();
  const recipient = query.metadata.length > 0 ? query.get("recipient")?.toLowerCase() : undefined;
  if (!from && !subject && !stream && !status && !recipient) return undefined;
  return (row) =>
    (!from || row.from.toLowerCase().includes(from)) &&
    (!subject || row.subject.toLowerCase().includes(subject)) &&
    (!stream || row.stream === stream) &&
    (!status || status !== "queued") &&
    (!recipient || row.who === recipient);
}
