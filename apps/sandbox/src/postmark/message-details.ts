import { bounceIdOf } from "../events/bounce-list.ts";
import { isBounce, isOpen, type Occurrence } from "../events/occurrence.ts";
import { readBody } from "../ledger/read-body.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { bounceFacts } from "../webhooks/bounce-facts.ts";
import { readerOf } from "../webhooks/readers.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import { mailSource } from "./mail-source.ts";
import { showMessage } from "./show-message.ts";

/** GET `/messages/outbound/{id}/details` and `/dump`. */
export function messageDetails(
  sandbox: Sandbox,
  server: Server,
  messageId: string,
  part: "details" | "dump",
): { ok: unknown } | PostmarkError {
  const row = findRow(sandbox, server, messageId);
  if (!row) return refusal(701, "This message was not found.");
  const message = readBody(sandbox.ledger, row);
  const Body = mailSource(messageId, row, message);
  if (part === "dump") return { ok: { Body } };
  return {
    ok: {
      ...showMessage(sandbox, row),
      TextBody: message.TextBody ?? "",
      HtmlBody: message.HtmlBody ?? "",
      Body,
      MessageEvents: sandbox.timeline.of(row).flatMap((event) => showEvent(event) ?? []),
    },
  };
}

function findRow(sandbox: Sandbox, server: Server, messageId: string): LedgerRow | undefined {
  const seq = sandbox.ledger.seqOf(messageId);
  if (seq === undefined) return undefined;
  const row = sandbox.ledger.row(seq);
  const visible = row.at <= Date.now() - sandbox.faults.knobs(server.token).searchLagMs;
  return row.token === server.token && visible ? row : undefined;
}

function showEvent(event: Occurrence) {
  const base = { Recipient: event.address, ReceivedAt: new Date(event.atMs).toISOString() };
  const { kind } = event;
  if (kind === "one-click") return undefined;
  if (kind === "delivery" || kind === "transient-bounce") {
    const Details = {
      DeliveryMessage: kind === "delivery" ? "smtp;250 2.0.0 OK" : (bounceFacts(kind)?.Details ?? ""),
      DestinationServer: `mx.${event.address.split("@")[1] ?? ""}`,
      DestinationIP: "192.0.2.25",
    };
    return { ...base, Type: kind === "delivery" ? "Delivered" : "Transient", Details };
  }
  if (isBounce(kind)) {
    const Details = { Summary: bounceFacts(kind)?.Details ?? "", BounceID: String(bounceIdOf(event.code)) };
    return { ...base, Type: "Bounced", Details };
  }
  if (isOpen(kind)) {
    const reader = readerOf(kind === "open" ? "person" : "proxy", event.address);
    return { ...base, Type: "Opened", Details: { Summary: `Email opened with ${reader.UserAgent}` } };
  }
  if (kind === "click" || kind === "scanner-click") {
    const Details = { Summary: `Tracked ${event.link}`, Link: event.link ?? "", ClickLocation: "HTML" };
    return { ...base, Type: "LinkClicked", Details };
  }
  const Details = { Origin: "Recipient", SuppressSending: kind === "reactivated" ? "False" : "True" };
  return { ...base, Type: "SubscriptionChanged", Details };
}
