import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import type { createLogger } from "@packpost/core/log/create-logger";
import type { WebhookCredentials } from "@packpost/providers/postmark/webhook/authenticate-webhook";
import type { WorkflowCalls } from "@packpost/workflows/client";
import { Hono } from "hono";
import type { Database } from "./database.ts";
import { isDatabaseReady } from "./is-database-ready.ts";
import { createApiDoor } from "./v1/door.ts";
import type { Rates } from "./v1/rate-limit.ts";
import { createPostmarkWebhook } from "./webhooks/postmark.ts";
import { createPostmarkInbound } from "./webhooks/postmark-inbound.ts";
import type { TextAccounts } from "./webhooks/text-door.ts";
import { createTwilioWebhook } from "./webhooks/twilio.ts";

export type Log = ReturnType<typeof createLogger>;

export type ApiParts = Database & {
  readonly log: Log;
  /** How verbs reach Temporal. */
  readonly calls: WorkflowCalls;
  /** Public address of the web app, without a slash at its end. */
  readonly appUrl: string;
  /** Public address of this process, without a slash at its end: what the provider of texts has signed. */
  readonly apiUrl: string;
  /** Mail goes to people, not to the simulator. */
  readonly realMail: boolean;
  readonly textAccounts: TextAccounts;
  /** How fast a key may ask; left out = as usual. */
  readonly rates?: Rates;
  /** The environment's own pair, which opens an installation with a single organisation. */
  readonly environmentWebhook?: WebhookCredentials;
};

/** The same under `/api`, where these addresses were before there was a process of their own. */
const postmarkPath = /^(?:\/api)?\/webhooks\/postmark\/([^/?]*)(\/inbound)?(?:\?|$)/;

/** Longest time to receive a whole request, in milliseconds; the provider's own limit is shorter. */
const REQUEST_MS = 60_000;
/** Longer than load balancers keep their side of an idle connection, so that none of them writes into a closed one. */
const KEEP_ALIVE_MS = 75_000;

/**
 * The process for machines: webhooks, the HTTP API, and what tells whether it is well. Events take a path of their own past Hono:
 * measured, that saves a third of what a request costs here (docs/decisions/2026-11-29-api-process.md).
 * @returns the server, not listening yet, and what ends it once the requests in hand are answered and looked after
 */
export function createApi(parts: ApiParts): { server: Server; close(): Promise<void> } {
  const postmark = createPostmarkWebhook(parts);
  const receiveMail = createPostmarkInbound(parts);
  const twilio = createTwilioWebhook(parts);
  const others = getRequestListener(createRoutes(parts).fetch);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [, organisationId, mail] =
      request.method === "POST" ? (postmarkPath.exec(request.url ?? "") ?? []) : [];
    if (organisationId === undefined) return twilio(request, response) ?? others(request, response);
    return mail === undefined
      ? postmark.receive(request, response, organisationId)
      : receiveMail(request, response, organisationId);
  };
  const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  const stopListening = promisify(server.close.bind(server));
  const close = async () => {
    const closed = stopListening();
    // Connections that idle now end at once, the others with their answer.
    server.on("request", (_request, response) => response.setHeader("connection", "close"));
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    await closed;
    clearInterval(idle);
    await postmark.settled();
  };
  return { server, close };
}

function createRoutes(parts: ApiParts): Hono {
  const { doorOrm, log } = parts;
  const routes = new Hono();
  routes.get("/health", (c) => c.text("ok"));
  routes.get("/ready", async (c) =>
    (await isDatabaseReady(doorOrm)) ? c.text("ok") : c.text("not ready: database", 503),
  );
  const onlyPost = [
    "/webhooks/postmark/:organisationId",
    "/webhooks/postmark/:organisationId/inbound",
    "/webhooks/twilio/:organisationId/:secret/:what{inbound|status}",
  ];
  routes.on("ALL", onlyPost, (c) => {
    c.header("allow", "POST");
    return c.text("method not allowed", 405);
  });
  const app = new Hono();
  app.route("/", routes).route("/api", routes);
  app.mount("/v1", createApiDoor(parts).fetch);
  app.notFound((c) => c.text("not found", 404));
  app.onError((error, c) => {
    log.error({ err: error }, "request failed");
    return c.text("something went wrong", 500);
  });
  return app;
}
