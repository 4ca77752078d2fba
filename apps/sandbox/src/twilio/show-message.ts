import type { Inbound } from "../ledger/inbound-book.ts";
import type { LedgerRow } from "../ledger/message.ts";
import { isTextFailure, type Outcome, TEXT_FAILURES } from "../outcomes/outcome.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { countParts } from "./count-parts.ts";
import { readText, sidOf } from "./text.ts";

/** RFC 2822, as Twilio writes all times: whole seconds. */
const rfc2822 = (ms: number) => new Date(ms).toUTCString().replace("GMT", "+0000");

/** Twilio's own queue fails a text; a carrier does not deliver it. */
export const refusalStatus = (outcome: Outcome) => (outcome === "overflow" ? "failed" : "undelivered");

/** Where a text of ours is on its way. */
export function textState({ events }: Sandbox, row: LedgerRow) {
  const happened = events.of(row);
  const last = happened.at(-1);
  const sentAt = happened.find(({ kind }) => kind === "sent" || kind === "undelivered")?.atMs;
  const failure = isTextFailure(row.outcome) ? TEXT_FAILURES[row.outcome] : undefined;
  const has = (kind: "sent" | "delivery" | "undelivered") => happened.some((event) => event.kind === kind);
  const status = has("undelivered")
    ? refusalStatus(row.outcome)
    : has("delivery")
      ? "delivered"
      : has("sent")
        ? "sent"
        : "queued";
  return {
    status,
    sentAt,
    changedAt: last?.atMs ?? row.at,
    error: has("undelivered") ? failure : undefined,
  };
}

/** A text of ours as Twilio's API shows it. */
export function showOutbound(sandbox: Sandbox, server: Server, row: LedgerRow) {
  const text = readText(sandbox.ledger, row);
  const { status, sentAt, changedAt, error } = textState(sandbox, row);
  return {
    ...base(server, sidOf(text.mediaUrls.length > 0 ? "MM" : "SM", row.id)),
    ...{ direction: "outbound-api", from: row.from, to: row.to, body: text.body, status },
    ...{ num_media: String(text.mediaUrls.length), num_segments: String(text.parts) },
    date_created: rfc2822(row.at),
    date_sent: sentAt === undefined ? null : rfc2822(sentAt),
    date_updated: rfc2822(changedAt),
    ...{ error_code: error?.code ?? null, error_message: error?.words ?? null },
  };
}

/** A text that somebody sent to one of the account's numbers. */
export function showInbound(sandbox: Sandbox, server: Server, text: Inbound) {
  const pictures = sandbox.inbound.pictures(text.id).length;
  const at = rfc2822(text.at);
  return {
    ...base(server, inboundSid(sandbox, text)),
    ...{ direction: "inbound", from: text.theirs, to: text.ours, body: text.body, status: "received" },
    ...{ num_media: String(pictures), num_segments: String(countParts(text.body)) },
    ...{ date_created: at, date_sent: at, date_updated: at, error_code: null, error_message: null },
  };
}

export function inboundSid(sandbox: Sandbox, { id }: Inbound): string {
  return sidOf(sandbox.inbound.pictures(id).length > 0 ? "MM" : "SM", sandbox.inbound.ids.of(id));
}

function base({ accountSid }: Server, sid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  return {
    ...{ sid, account_sid: accountSid, api_version: "2010-04-01", messaging_service_sid: null },
    ...{
      price: null,
      price_unit: "USD",
      uri: `${uri}.json`,
      subresource_uris: { media: `${uri}/Media.json` },
    },
  };
}
