import { isOpen, type Occurrence } from "../events/occurrence.ts";
import type { LedgerRow } from "../ledger/message.ts";
import { isBounce } from "../outcomes/plan-events.ts";
import { bounceFacts } from "./bounce/bounce-facts.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";
import { mailSource } from "./mail-source.ts";
import { readMessage } from "./message.ts";
import { readerOf } from "./readers.ts";
import { showMessage } from "./show-message.ts";

const unknownMessage = refusal(701, "This message was not found.");

/** GET `/messages/outbound/{id}/details`. */
export function messageDetails(call: Call): Result {
  const row = findRow(call);
  if (!row) return unknownMessage;
  const message = readMessage(call.sandbox.ledger, row);
  return {
    ok: {
      ...showMessage(call, row, message),
      TextBody: message.TextBody ?? "",
      HtmlBody: message.HtmlBody ?? "",
      Body: mailSource(row, message),
      MessageEvents: call.sandbox.events.of(row).flatMap((event) => showEvent(event) ?? []),
    },
  };
}

/** GET `/messages/outbound/{id}/dump`. */
export function messageDump(call: Call): Result {
  const row = findRow(call);
  return row ? { ok: { Body: mailSource(row, readMessage(call.sandbox.ledger, row)) } } : unknownMessage;
}

function findRow({ sandbox, server, param }: Call): LedgerRow | undefined {
  const row = sandbox.ledger.byId(param("id"));
  const isVisible = row && row.at <= Date.now() - sandbox.faults.knobs(server.token).searchLagMs;
  return isVisible && row.token === server.token && row.channel === "email" ? row : undefined;
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
    const Details = { Summary: bounceFacts(kind)?.Details ?? "", BounceID: String(event.id) };
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
