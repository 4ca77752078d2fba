import { z } from "zod";
import type { LedgerFilter } from "../ledger/filter.ts";
import { summarise } from "../ledger/summarise.ts";
import type { Sandbox } from "../sandbox.ts";

const querySchema = z.object({
  since: z.union([z.coerce.number().int().min(-1), z.iso.datetime()]).default(-1),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

const channelSchema = z.enum(["email", "sms"]).optional();

/**
 * GET `/_ledger`: accepted messages, oldest first.
 * Query: token, channel, tag, one `metadata_<field>`, `since` (number of the last message
 * seen, or a time), limit ≤ 5,000.
 */
export function listLedger({ ledger, events }: Sandbox, query: URLSearchParams): unknown {
  const { since, limit } = querySchema.parse(Object.fromEntries(query));
  const newer = typeof since === "number" ? { after: since } : { fromMs: Date.parse(since) + 1 };
  const filter = { ...filterOf(query), ...newer };
  const rows = ledger.find(filter, { order: "ASC", limit });
  const items = rows.map((row) => ({
    seq: row.seq,
    messageId: row.id,
    channel: row.channel,
    token: row.token,
    acceptedAt: new Date(row.at).toISOString(),
    to: row.to,
    from: row.from,
    subject: row.subject,
    tag: row.tag ?? null,
    stream: row.stream,
    metadata: row.meta,
    outcome: row.outcome,
    events: events.of(row).map((event) => event.kind),
  }));
  const total = ledger.total(filter);
  return { items, total, next: total > items.length ? (items.at(-1)?.seq ?? null) : null };
}

/** GET `/_ledger/summary`: counts only, with the same filters; `webhooksQueued` are due and not yet answered. */
export function summariseLedger(sandbox: Sandbox, query: URLSearchParams): unknown {
  const token = query.get("token");
  const tokens = token ? [token] : sandbox.servers.all().map((server) => server.token);
  const webhooksQueued = tokens.reduce((sum, each) => sum + sandbox.courier.waiting(each), 0);
  return { ...summarise(sandbox.database, filterOf(query)), webhooksQueued };
}

function filterOf(query: URLSearchParams): LedgerFilter {
  const field = [...query].find(([name]) => name.startsWith("metadata_"));
  return {
    token: query.get("token") || undefined,
    channel: channelSchema.parse(query.get("channel") || undefined),
    tag: query.get("tag") || undefined,
    metadata: field && [field[0].slice("metadata_".length), field[1]],
  };
}
