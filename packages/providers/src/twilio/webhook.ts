import type { InboundText, TextEvent, TextEventKind } from "../sms-event.ts";
import { explainTwilioError } from "./errors.ts";
import { readTextIds } from "./status-callback.ts";

/** What the route hands over: where the request came, and its raw body. */
export interface TextWebhookRequest {
  /** Path and query exactly as they came: our ids travel in it. */
  readonly target: string;
  readonly body: string;
  readonly receivedAt: Date;
}

export type TextWebhookReading =
  | { readonly ok: true; readonly kind: "report"; readonly event: TextEvent }
  | { readonly ok: true; readonly kind: "inbound"; readonly text: InboundText }
  /** Neither: nothing of Twilio's messages. Answer 400. */
  | { readonly ok: false; readonly providerMessage: string };

const kinds: Readonly<Record<string, TextEventKind>> = {
  accepted: "accepted",
  scheduled: "accepted",
  queued: "accepted",
  sending: "accepted",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "undelivered",
  failed: "failed",
  canceled: "failed",
};

const optOuts = { STOP: "stop", START: "start", HELP: "help" } as const;
const MOST_MEDIA = 10;

/**
 * Read a webhook of Twilio's messages: a report about a text of ours, or a text that somebody sent us. Pure: authenticate
 * first (`authenticate-webhook`), keep the raw body beside it. Statuses we do not know come out as `unknown`.
 * @source twilio.com/docs/messaging/guides/webhook-request, …/track-outbound-message-status
 */
export function readTextWebhook(request: TextWebhookRequest): TextWebhookReading {
  const form = new URLSearchParams(request.body);
  const read = (name: string) => storable(form.get(name) ?? "");
  const sid = read("MessageSid") || read("SmsMessageSid") || read("SmsSid");
  if (!/^(SM|MM)[0-9a-f]{32}$/i.test(sid)) return { ok: false, providerMessage: "The body names no message" };
  const status = (read("MessageStatus") || read("SmsStatus")).toLowerCase();
  if (status !== "received" && status !== "receiving" && status !== "")
    return { ok: true, kind: "report", event: reportOf(request, sid, status, read) };
  const [from, to] = [read("From"), read("To")];
  if (from === "" || to === "") return { ok: false, providerMessage: "The text names no numbers" };
  const optOut = Object.entries(optOuts).find(([name]) => name === read("OptOutType").toUpperCase())?.[1];
  return {
    ok: true,
    kind: "inbound",
    text: {
      ...{ providerMessageId: sid, from, to, body: read("Body"), media: mediaOf(read) },
      ...(optOut && { optOut }),
      receivedAt: request.receivedAt,
    },
  };
}

function reportOf(
  { target, receivedAt }: TextWebhookRequest,
  sid: string,
  status: string,
  read: (name: string) => string,
): TextEvent {
  const query = target.includes("?") ? target.slice(target.indexOf("?") + 1) : "";
  const { attemptId, recipientId } = readTextIds(new URLSearchParams(query));
  const code = /^\d{4,6}$/.test(read("ErrorCode")) ? Number(read("ErrorCode")) : undefined;
  const said = read("ErrorMessage") || read("ChannelStatusMessage");
  const to = read("To");
  return {
    // By the message alone the later of two reports would be taken for the earlier one again (TRAPS T21).
    dedupeKey: ["twilio", sid, status.slice(0, 50), ...(code === undefined ? [] : [code])].join(":"),
    kind: Object.hasOwn(kinds, status) ? (kinds[status] ?? "unknown") : "unknown",
    providerKind: `MessageStatus/${status}`.slice(0, 100),
    occurredAt: receivedAt,
    providerMessageId: sid,
    ...(recipientId !== undefined && { recipientId }),
    ...(attemptId !== undefined && { attemptId }),
    ...(to !== "" && { to }),
    ...(code !== undefined && { code, ...explainTwilioError(code, said) }),
  };
}

function mediaOf(read: (name: string) => string): InboundText["media"] {
  const count = Math.min(Number(read("NumMedia")) || 0, MOST_MEDIA);
  return Array.from({ length: count }, (_, place) => ({
    url: read(`MediaUrl${place}`),
    contentType: read(`MediaContentType${place}`) || "application/octet-stream",
  })).filter(({ url }) => url !== "");
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const storable = (text: string) => text.replaceAll("\0", "\ufffd").toWellFormed();
