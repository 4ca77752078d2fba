import { z } from "zod";
import { isOpen, type Occurrence } from "../events/occurrence.ts";
import { isNear } from "../http/is-near.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { WebhookFormat } from "../webhooks/webhook-format.ts";
import { buildPayload } from "./build-payload.ts";
import { judge, nextAttemptInMs, RETRIES } from "./retry-ladder.ts";

/** Postmark's webhooks: JSON, Basic auth from the server's settings, trace id stable over retries. */
export const postmarkWebhook: WebhookFormat = {
  urlOf: (sandbox, event) => receiverOf(sandbox, event)?.url,
  build(sandbox, event) {
    const server = sandbox.servers.get(event.token);
    return {
      headers: {
        "content-type": "application/json",
        "user-agent": "Postmark",
        "x-pm-webhook-trace-id": sandbox.ledger.traceIds.of(event.id),
        "x-pm-retries-remaining": String(RETRIES - (event.failures ?? 0)),
        ...authorization(receiverOf(sandbox, event)),
      },
      body: server ? JSON.stringify(payloadOf(sandbox, server, event)) : "",
    };
  },
  againInMs: (status, failures, scale) =>
    judge(status) === "again" ? nextAttemptInMs(failures + 1, scale) : undefined,
};

function payloadOf({ events }: Sandbox, server: Server, event: Occurrence): unknown {
  const { row } = event;
  const firstOpen = () =>
    row !== undefined && events.of(row, event.atMs).find(({ kind }) => isOpen(kind))?.id === event.id;
  return buildPayload(event, { server, firstOpen });
}

interface Receiver {
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Who is told of an event: what was registered for its stream, else the server's one receiver for everything. */
function receiverOf(sandbox: Sandbox, event: Occurrence): Receiver | undefined {
  const server = sandbox.servers.get(event.token);
  if (server === undefined) return undefined;
  const { webhookUrl: url, webhookUser: user, webhookPassword: password } = server;
  const registered = server.webhooks.filter(({ stream }) => stream === event.stream);
  if (registered.length === 0) return url === undefined ? undefined : { url, user, password };
  const { data } = recordSchema.safeParse(payloadOf(sandbox, server, event));
  return registered.find(
    (webhook) =>
      data !== undefined && webhook.triggers.includes(data.RecordType) && isNear(webhook.url, server),
  );
}

/** What an event is called, as the triggers are. */
const recordSchema = z.object({ RecordType: z.string() });

function authorization(receiver: Receiver | undefined): { authorization?: string } {
  if (receiver?.user === undefined && receiver?.password === undefined) return {};
  const pair = `${receiver.user ?? ""}:${receiver.password ?? ""}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
