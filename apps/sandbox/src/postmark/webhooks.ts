import { z } from "zod";
import { parseJson } from "../http/read-body.ts";
import type { RegisteredWebhook } from "../servers/server.ts";
import type { Call, Result } from "./call.ts";
import { refusal } from "./errors.ts";

const TRIGGERS = ["Open", "Click", "Delivery", "Bounce", "SpamComplaint", "SubscriptionChange"] as const;
const MOST = 10;

const trigger = z.object({ Enabled: z.boolean() }).optional();
const bodySchema = z.object({
  Url: z.url({ protocol: /^https?$/ }).optional(),
  MessageStream: z.string().optional(),
  HttpAuth: z.object({ Username: z.string(), Password: z.string() }).optional(),
  Triggers: z
    .object({
      ...{ Open: trigger, Click: trigger, Delivery: trigger },
      ...{ Bounce: trigger, SpamComplaint: trigger, SubscriptionChange: trigger },
    })
    .optional(),
});

const noWebhook = refusal(1302, "The webhook for the provided 'ID' was not found.");
const badBody = refusal(1300, "The webhook needs a valid 'Url'.");

/** GET `/webhooks`. @source postmarkapp.com/developer/api/webhooks-api */
export function listWebhooks({ server, query }: Call): Result {
  const stream = query.get("messagestream");
  const shown = server.webhooks.filter((webhook) => !stream || webhook.stream === stream);
  return { ok: { Webhooks: shown.map(show) } };
}

/** POST `/webhooks`. */
export function createWebhook({ sandbox, server, raw }: Call): Result {
  const parsed = bodySchema.safeParse(parseJson(raw));
  if (!parsed.success || parsed.data.Url === undefined) return badBody;
  const { Url, MessageStream = "outbound" } = parsed.data;
  if (sandbox.servers.stream(server, MessageStream) === undefined)
    return refusal(1226, "The message stream for the provided 'ID' was not found.");
  if (server.webhooks.length >= MOST) return refusal(1304, "The server has its most webhooks.");
  const id = Math.max(0, ...server.webhooks.map((webhook) => webhook.id)) + 1;
  const webhook = change(
    { id, url: Url, stream: MessageStream, user: undefined, password: undefined, triggers: [] },
    parsed.data,
  );
  keep({ sandbox, server }, [...server.webhooks, webhook]);
  return { ok: show(webhook) };
}

/** PUT `/webhooks/{id}`: what it names alone is changed; its stream never. */
export function editWebhook({ sandbox, server, raw, param }: Call): Result {
  const known = server.webhooks.find(({ id }) => String(id) === param("id"));
  if (known === undefined) return noWebhook;
  const parsed = bodySchema.safeParse(parseJson(raw));
  if (!parsed.success) return badBody;
  const webhook = change(known, parsed.data);
  keep(
    { sandbox, server },
    server.webhooks.map((one) => (one === known ? webhook : one)),
  );
  return { ok: show(webhook) };
}

/** DELETE `/webhooks/{id}`. */
export function deleteWebhook({ sandbox, server, param }: Call): Result {
  const left = server.webhooks.filter(({ id }) => String(id) !== param("id"));
  if (left.length === server.webhooks.length) return noWebhook;
  keep({ sandbox, server }, left);
  return { ok: { ErrorCode: 0, Message: `Webhook ${param("id")} removed.` } };
}

function change(webhook: RegisteredWebhook, body: z.infer<typeof bodySchema>): RegisteredWebhook {
  const { Url: url = webhook.url, HttpAuth, Triggers } = body;
  const triggers =
    Triggers === undefined ? webhook.triggers : TRIGGERS.filter((name) => Triggers[name]?.Enabled === true);
  return {
    ...webhook,
    ...{ url, triggers },
    ...(HttpAuth && { user: HttpAuth.Username, password: HttpAuth.Password }),
  };
}

function keep({ sandbox, server }: Pick<Call, "sandbox" | "server">, webhooks: RegisteredWebhook[]): void {
  const wasHeard = server.webhookUrl !== undefined || server.webhooks.length > 0;
  sandbox.servers.put(server.token, { name: server.name, webhooks });
  if (!wasHeard) sandbox.events.listen(server.token);
}

function show({ id: ID, url: Url, stream: MessageStream, user, triggers }: RegisteredWebhook) {
  return {
    ...{ ID, Url, MessageStream, HttpHeaders: [] },
    ...(user !== undefined && { HttpAuth: { Username: user, Password: "" } }),
    Triggers: Object.fromEntries(TRIGGERS.map((name) => [name, { Enabled: triggers.includes(name) }])),
  };
}
