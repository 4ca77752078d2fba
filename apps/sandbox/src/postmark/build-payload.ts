import type { Occurrence } from "../events/occurrence.ts";
import { fractionOf } from "../ledger/hash-text.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import type { Server } from "../servers/server.ts";
import { bounceFacts } from "./bounce/bounce-facts.ts";
import { buildBounce } from "./bounce/build-bounce.ts";
import { readerOf } from "./readers.ts";

interface Context {
  server: Server;
  firstOpen(): boolean;
}

/** Why an address is or is no longer suppressed, and who said so. */
const CHANGES: Partial<Record<EventKind, [reason: string | null, origin: "Recipient" | "Customer"]>> = {
  "suppressed-by-bounce": ["HardBounce", "Recipient"],
  "suppressed-by-complaint": ["SpamComplaint", "Recipient"],
  unsubscribe: ["ManualSuppression", "Recipient"],
  "suppressed-by-customer": ["ManualSuppression", "Customer"],
  reactivated: [null, "Customer"],
};

/**
 * The JSON body of an event's webhook, as https://postmarkapp.com/developer/webhooks documents each.
 * @returns undefined for events Postmark does not tell anybody about (a one-click unsubscribe is between two others)
 */
export function buildPayload(event: Occurrence, context: Context): unknown {
  const { kind, row } = event;
  const at = new Date(event.atMs).toISOString();
  const base = {
    /** null for suppressions made through the API */
    MessageID: row?.id ?? null,
    MessageStream: event.stream,
    Metadata: row?.meta ?? {},
    ...(row?.tag === undefined ? {} : { Tag: row.tag }),
  };
  const change = CHANGES[kind];
  if (change) {
    const [SuppressionReason, Origin] = change;
    return {
      RecordType: "SubscriptionChange",
      ServerID: context.server.id,
      Tag: null,
      ...base,
      ChangedAt: at,
      Recipient: event.address,
      Origin,
      SuppressSending: SuppressionReason !== null,
      SuppressionReason,
    };
  }
  switch (kind) {
    case "one-click":
      return undefined;
    case "delivery":
      return {
        RecordType: "Delivery",
        ServerID: context.server.id,
        ...base,
        Recipient: event.address,
        DeliveredAt: at,
        Details: "smtp;250 2.0.0 OK",
      };
    case "open":
    case "machine-open":
      return {
        RecordType: "Open",
        ...base,
        FirstOpen: context.firstOpen(),
        ...readerOf(kind === "open" ? "person" : "proxy", event.address),
        ReadSeconds: kind === "open" ? 2 + Math.floor(fractionOf(`read:${event.id}`) * 18) : 0,
        Recipient: event.address,
        ReceivedAt: at,
      };
    case "click":
    case "scanner-click":
      return {
        RecordType: "Click",
        ...base,
        ClickLocation: "HTML",
        ...readerOf(kind === "click" ? "person" : "scanner", event.address),
        OriginalLink: event.link ?? "",
        Recipient: event.address,
        ReceivedAt: at,
      };
    default:
      return buildBounce(context.server, event, bounceFacts(kind)?.Inactive ?? false);
  }
}
