import { isOpen, type Occurrence } from "../events/occurrence.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { WebhookFormat } from "../webhooks/webhook-format.ts";
import { buildPayload } from "./build-payload.ts";
import { judge, nextAttemptInMs, RETRIES } from "./retry-ladder.ts";

/** Postmark's webhooks: JSON, Basic auth from the server's settings, trace id stable over retries. */
export const postmarkWebhook: WebhookFormat = {
  urlOf: ({ servers }, { token }) => servers.get(token)?.webhookUrl,
  build(sandbox, event) {
    const server = sandbox.servers.get(event.token);
    return {
      headers: {
        "content-type": "application/json",
        "user-agent": "Postmark",
        "x-pm-webhook-trace-id": sandbox.ledger.traceIds.of(event.id),
        "x-pm-retries-remaining": String(RETRIES - (event.failures ?? 0)),
        ...authorization(server),
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

function authorization(server: Server | undefined): { authorization?: string } {
  if (server?.webhookUser === undefined && server?.webhookPassword === undefined) return {};
  const pair = `${server.webhookUser ?? ""}:${server.webhookPassword ?? ""}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
