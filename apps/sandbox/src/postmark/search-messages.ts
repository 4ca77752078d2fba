import type { LedgerFilter } from "../ledger/filter.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";
import { showMessage } from "./show-message.ts";

/**
 * GET `/messages/outbound`: newest first, one metadata field a query, blind to the last moments (knob `searchLagMs`).
 * https://postmarkapp.com/developer/api/messages-api#outbound-message-search
 */
export function searchMessages(call: Call): Result {
  const { sandbox, server, query } = call;
  const page = query.page();
  if ("ErrorCode" in page) return page;
  if (query.metadata.length > 1) return refusal(700, "You can search by a single metadata field at a time.");
  const { searchLagMs, searchShare } = sandbox.faults.knobs(server.token);
  const seenUntil = Date.now() - searchLagMs;
  const filter: LedgerFilter = {
    token: server.token,
    channel: "email",
    tag: query.get("tag"),
    metadata: query.metadata[0],
    who: query.get("recipient")?.toLowerCase(),
    stream: query.get("messagestream"),
    contains: [
      ["from", query.get("fromemail") ?? ""],
      ["subject", query.get("subject") ?? ""],
    ],
    fromMs: query.instant("fromdate"),
    untilMs: Math.min(seenUntil, query.instant("todate") ?? seenUntil),
    share: searchShare,
  };
  // Nothing ever waits: what was accepted is sent.
  const none = query.get("status")?.toLowerCase() === "queued";
  const found = none
    ? []
    : sandbox.ledger.find(filter, { order: "DESC", limit: page.count, offset: page.offset });
  const TotalCount = none ? 0 : sandbox.ledger.total(filter);
  return { ok: { TotalCount, Messages: found.map((row) => showMessage(call, row)) } };
}
