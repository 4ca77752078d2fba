import { createHash } from "node:crypto";
import type { EmailAgent, EmailEvent, EmailEventKind } from "../../email-event.ts";
import { streamOf } from "../streams.ts";
import { bounceKindOf, classifyBounce } from "./classify-bounce.ts";
import { isBot } from "./is-bot.ts";
import { type PostmarkPayload, postmarkPayloadSchema } from "./webhook-schema.ts";

/** What the route hands over: the raw body, and the headers that matter. */
export interface WebhookRequest {
  readonly body: string;
  /** Value of `X-PM-Webhook-Trace-Id`; one per event and the same in retries. */
  readonly traceId?: string | null;
  readonly receivedAt: Date;
}

export type WebhookReading =
  | { readonly ok: true; readonly event: EmailEvent }
  /** Not JSON, no object, or nested beyond reading: nothing of Postmark's. Answer 400. */
  | { readonly ok: false; readonly providerMessage: string };

/**
 * Read a Postmark webhook. Pure: authenticate first (`authenticate-webhook`), keep the raw body beside it.
 * Kinds we do not know come out as `unknown`, to be kept and not refused.
 */
export function readWebhook(request: WebhookRequest): WebhookReading {
  if (isNestedTooDeep(request.body)) return { ok: false, providerMessage: "The body is nested too deep" };
  let json: unknown;
  try {
    json = JSON.parse(request.body);
  } catch {
    return { ok: false, providerMessage: "The body is not JSON" };
  }
  const parsed = postmarkPayloadSchema.safeParse(json);
  if (!parsed.success) return { ok: false, providerMessage: "The body is not a JSON object" };
  const payload = parsed.data;
  const kind = kindOf(payload);
  const opened = kind === "opened" || kind === "clicked";
  return {
    ok: true,
    event: defined({
      dedupeKey: isId(request.traceId) ? `trace:${request.traceId}` : contentKey(request.body, json),
      kind,
      providerKind: [payload.RecordType, payload.Type].filter(Boolean).join("/").slice(0, 100),
      occurredAt: timeOf(payload, request.receivedAt),
      recipientId: uuid(payload.Metadata?.recipient),
      attemptId: uuid(payload.Metadata?.attempt),
      providerMessageId: isId(payload.MessageID) ? payload.MessageID : undefined,
      email: payload.Email ?? payload.Recipient,
      stream: payload.MessageStream === undefined ? undefined : streamOf(payload.MessageStream),
      providerMessage: plainTextOf(payload),
      url: kind === "clicked" ? payload.OriginalLink?.slice(0, mostOfALink) : undefined,
      agent: opened ? agentOf(payload) : undefined,
      firstOpen: payload.FirstOpen,
      bot: opened && isBot(payload),
      bounceKind: payload.RecordType === "Bounce" ? bounceKindOf(payload.Type) : undefined,
      suppresses: payload.Inactive === true || payload.SuppressSending === true || kind === "complained",
    }),
  };
}

function kindOf(payload: PostmarkPayload): EmailEventKind {
  switch (payload.RecordType) {
    case "Delivery":
      return "delivered";
    case "Open":
      return "opened";
    case "Click":
      return "clicked";
    case "SpamComplaint":
      return "complained";
    case "Bounce":
      return classifyBounce(payload.Type, payload.Inactive);
    case "SubscriptionChange":
      return subscriptionKind(payload);
    default:
      return "unknown";
  }
}

/**
 * A change of the suppression list repeats a bounce or complaint that has its own event, or is a choice: the person's (Origin
 * Recipient), or the sender's or Postmark's. A reactivation names no reason. @source its page on the subscription change webhook
 */
function subscriptionKind(payload: PostmarkPayload): EmailEventKind {
  const byPerson = payload.Origin === "Recipient";
  if (payload.SuppressSending === false) return byPerson ? "resubscribed" : "reactivated";
  if (payload.SuppressSending !== true) return "unknown";
  if (payload.SuppressionReason === "HardBounce") return "hard_bounced";
  if (payload.SuppressionReason === "SpamComplaint") return "complained";
  return byPerson ? "unsubscribed" : "blocked";
}

function plainTextOf(payload: PostmarkPayload): string | undefined {
  if (payload.RecordType === "SubscriptionChange") {
    // The bounce or complaint that it repeats has told in the mail server's words.
    if (/^(HardBounce|SpamComplaint)$/.test(payload.SuppressionReason ?? "")) return undefined;
    return (
      [payload.SuppressionReason, payload.Origin && `by ${payload.Origin}`].filter(Boolean).join(", ") ||
      undefined
    );
  }
  return [payload.Description, payload.Details].filter(Boolean).join("\n").slice(0, 4000) || undefined;
}

/** Ids are indexed, and an index takes no long text; Postmark's are uuids. */
function isId(text: string | null | undefined): text is string {
  return text != null && text !== "" && text.length <= 200;
}

/** The event's own time; a missing or impossible one becomes the time we received it. */
function timeOf(payload: PostmarkPayload, receivedAt: Date): Date {
  const stated = payload.DeliveredAt ?? payload.BouncedAt ?? payload.ReceivedAt ?? payload.ChangedAt;
  const at = new Date(stated ?? Number.NaN);
  return Number.isNaN(at.getTime()) || at > receivedAt || at.getUTCFullYear() < 2000 ? receivedAt : at;
}

function agentOf(payload: PostmarkPayload): EmailAgent | undefined {
  const agent = defined({
    client: payload.Client?.Name,
    os: payload.OS?.Name,
    platform: payload.Platform,
    userAgent: payload.UserAgent?.slice(0, 500) || undefined,
    country: payload.Geo?.Country,
    region: payload.Geo?.Region,
    city: payload.Geo?.City,
  });
  return Object.keys(agent).length > 0 ? agent : undefined;
}

function uuid(text: string | undefined): string | undefined {
  return text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
}

/** So much of a link is asked for when one filters by it. */
const mostOfALink = 2_000;

/** Postmark's own go four deep; far beyond that neither our readers nor PostgreSQL's come back. */
const deepest = 100;

/** Counted in one pass and without recursion, outside of strings. */
function isNestedTooDeep(body: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    if (inString && letter === "\\") at += 1;
    else if (letter === '"') inString = !inString;
    else if (!inString && (letter === "[" || letter === "{")) depth += 1;
    else if (!inString && (letter === "]" || letter === "}")) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Same content, same key, however a retry orders or spaces its JSON. */
function contentKey(body: string, json: unknown): string {
  const sorted = JSON.stringify(json, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return `content:${createHash("sha256")
    .update(sorted ?? body)
    .digest("base64url")}`;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without its undefined properties. */
function defined<T extends object>(object: T): Defined<T>;
function defined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
