import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import { countMailsTo } from "./read-ledger.ts";
import { waitFor } from "./wait-for.ts";
import type { WebSession } from "./web-session.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

/** What the demo reports of its work order; `accepted` is counted from the simulator's ledger, `outcomes` were read by the API. */
export type WorkOrderReport = Readonly<
  Record<"requests" | "mails" | "accepted" | "outcomes" | "delivered", number>
>;

/** What the demo reports of its webhook; `messages` are all that came, `outcomes` those of the work order. */
export type WebhookReport = Readonly<Record<"messages" | "unverified" | "outcomes" | "delivered", number>>;

/** Another system of the business, with a key of its own and the secret of its webhook. */
interface OtherSystem {
  readonly key: string;
  readonly apiUrl: string;
  readonly secret: string;
}

const REQUESTS = 2;

const outcomes = z.array(z.object({ id: z.uuid(), status: z.string() }));
type Outcomes = z.infer<typeof outcomes>;
const outcomePage = z.object({ outcomes, cursor: z.string(), more: z.boolean() });
const sentMail = z.object({ id: z.uuid() });
const told = z.object({ type: z.string(), data: z.object({ outcomes: outcomes.default([]) }) });

/** Makes a key and a webhook, as the owner does on the page. */
export async function connectOtherSystem(options: {
  session: WebSession;
  apiUrl: string;
  receiver: WebhookReceiver;
}): Promise<OtherSystem> {
  const { session, apiUrl, receiver } = options;
  const scopes = ["mail:send", "outcomes:read"];
  const made = z.object({ key: z.string() });
  const { key } = await session.mutate("apiKey.create", { name: "Work orders", scopes }, made);
  const endpoint = z.object({ outcome: z.literal("created"), secret: z.string() });
  const input = { name: "Work orders", url: receiver.url };
  const { secret } = await session.mutate("webhookOut.create", input, endpoint);
  return { key, apiUrl, secret };
}

/**
 * The other system sends a work order, twice with one Idempotency-Key, as after a lost answer; then reads what became of it.
 * @returns the mail's id, the figures, and one sentence for whatever does not hold
 */
export async function sendWorkOrder(options: {
  system: OtherSystem;
  to: { externalId: string; address: string };
  simulatorUrl: string;
  organisationId: string;
  stop: AbortSignal;
}): Promise<{ mailId: string; workOrder: WorkOrderReport; problems: string[] }> {
  const { system, to, stop } = options;
  const order = {
    ...{ purpose: "work_order", to: { externalId: to.externalId }, subject: "Work order 2107" },
    text: "Nails and ears, on Friday at 10:00.\n\nSee you at the park!",
  };
  const headers = { "idempotency-key": randomUUID() };
  const ids = new Set<string>();
  for (let nth = 0; nth < REQUESTS; nth++)
    ids.add((await call(system, "POST", "/mails", sentMail, { headers, body: order })).id);
  const [mailId = ""] = ids;
  const found: Outcomes = [];
  let cursor: string | undefined;
  await waitFor("the outcome of the work order", stop, async () => {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await call(system, "GET", `/outcomes${query}`, outcomePage);
    cursor = page.cursor;
    found.push(...page.outcomes.filter(({ id }) => ids.has(id)));
    return isDelivered(found) || undefined;
  });
  const accepted = await countMailsTo({ ...options, tag: "work_order" });
  const workOrder = {
    ...{ requests: REQUESTS, mails: ids.size, accepted: accepted.get(to.address) ?? 0 },
    ...{ outcomes: found.length, delivered: isDelivered(found) ? 1 : 0 },
  };
  return {
    ...{ mailId, workOrder },
    problems: [
      ...(ids.size === 1 ? [] : [`One Idempotency-Key made ${ids.size} mails.`]),
      ...(workOrder.accepted === 1 && accepted.size === 1
        ? []
        : [
            `The provider accepted ${workOrder.accepted} work orders to ${to.address}, of ${accepted.size} addresses.`,
          ]),
    ],
  };
}

/**
 * Waits until the webhook has told that the mail was delivered.
 * @returns the figures, and one sentence for whatever does not hold
 */
export async function awaitWebhook(options: {
  system: OtherSystem;
  receiver: WebhookReceiver;
  mailId: string;
  stop: AbortSignal;
}): Promise<{ webhook: WebhookReport; problems: string[] }> {
  const { system, receiver, mailId, stop } = options;
  const verifier = new Webhook(system.secret);
  const read = () => {
    const verified = receiver.messages.flatMap(({ headers, body }) => {
      try {
        return [told.parse(verifier.verify(body, plainHeaders(headers)))];
      } catch {
        return [];
      }
    });
    const all = verified.flatMap(({ data }) => data.outcomes).filter(({ id }) => id === mailId);
    return { all, unverified: receiver.messages.length - verified.length };
  };
  await waitFor("the webhook about the work order", stop, async () => {
    const { all, unverified } = read();
    return isDelivered(all) || unverified > 0 || undefined;
  });
  const { all, unverified } = read();
  const delivered = isDelivered(all) ? 1 : 0;
  const ids = receiver.messages.map(({ headers }) => headers["webhook-id"]);
  return {
    webhook: { messages: receiver.messages.length, unverified, outcomes: all.length, delivered },
    problems: [
      ...(unverified === 0 ? [] : [`${unverified} messages of the webhook have a wrong signature or shape.`]),
      ...(delivered === 1 ? [] : ["The webhook has not told that the work order was delivered."]),
      ...(new Set(ids).size === ids.length ? [] : ["The webhook has told a message twice that was taken."]),
    ],
  };
}

const isDelivered = (found: Outcomes) => found.some(({ status }) => status === "delivered");

function plainHeaders(headers: WebhookReceiver["messages"][number]["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
}

/** @throws StepFailure with the api's own words */
async function call<T>(
  { key, apiUrl }: OtherSystem,
  method: string,
  path: string,
  reply: z.ZodType<T>,
  { headers = {}, body }: { headers?: Record<string, string>; body?: object } = {},
): Promise<T> {
  const answer = await fetch(`${apiUrl}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.ok) return reply.parse(JSON.parse(text));
  throw new StepFailure(
    `${method} ${path} failed`,
    `HTTP ${answer.status}: ${text.slice(0, 300)}`,
    "Look into .data/logs/api.log.",
  );
}
