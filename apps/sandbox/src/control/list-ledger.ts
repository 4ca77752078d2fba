import { z } from "zod";
import { fitting, type LedgerFilter } from "../ledger/filter.ts";
import { summarise } from "../ledger/summarise.ts";
import type { Sandbox } from "../sandbox.ts";

const querySchema = z.object({
  since: z.union([z.coerce.number().int().min(-1), z.iso.datetime()]).default(-1),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

/**
 * GET `/_ledger`: accepted messages, oldest first.
 * Query: token, tag, one `metadata_<field>`, `since` (number of the last message
 * seen, or a time), limit ≤ 5,000.
 */
export function listLedger(sandbox: Sandbox, query: URLSearchParams): unknown {
  const { since, limit } = querySchema.parse(Object.fromEntries(query));
  const { ledger } = sandbox;
  const seqs: number[] = [];
  for (const seq of fitting(ledger, filterOf(query), tokensOf(sandbox))) {
    const isNewer = typeof since === "number" ? seq > since : ledger.acceptedAt(seq) > Date.parse(since);
    if (isNewer) seqs.push(seq);
    else if (!hasMetadata(query)) break;
  }
  const page = seqs.sort((a, b) => a - b).slice(0, limit);
  const items = page.map((seq) => {
    const row = ledger.row(seq);
    return {
      seq,
      messageId: ledger.messageId(seq),
      token: row.token,
      acceptedAt: new Date(row.at).toISOString(),
      to: row.to,
      from: row.from,
      subject: row.subject,
      tag: row.tag ?? null,
      stream: row.stream,
      metadata: row.meta,
      outcome: row.outcome,
      events: sandbox.timeline.of(row).map((event) => event.kind),
    };
  });
  return { items, total: seqs.length, next: seqs.length > page.length ? (page.at(-1) ?? null) : null };
}

/** GET `/_ledger/summary`: counts only, with the same filters; `webhooksQueued` are due and not yet answered. */
export function summariseLedger(sandbox: Sandbox, query: URLSearchParams): unknown {
  const token = query.get("token");
  const tokens = token ? [token] : tokensOf(sandbox);
  const webhooksQueued = tokens.reduce((sum, each) => sum + sandbox.courier.waiting(each), 0);
  return { ...summarise(sandbox.ledger, filterOf(query), tokensOf(sandbox)), webhooksQueued };
}

function filterOf(query: URLSearchParams): LedgerFilter {
  const token = query.get("token");
  const tag = query.get("tag");
  const field = [...query].find(([name]) => name.startsWith("metadata_"));
  return {
    ...(token ? { token } : {}),
    ...(tag ? { tag } : {}),
    ...(field ? { metadata: [field[0].slice("metadata_".length), field[1]] } : {}),
  };
}

function hasMetadata(query: URLSearchParams): boolean {
  return [...query.keys()].some((name) => name.startsWith("metadata_"));
}

function tokensOf(sandbox: Sandbox): string[] {
  return sandbox.servers.all().map((server) => server.token);
}
