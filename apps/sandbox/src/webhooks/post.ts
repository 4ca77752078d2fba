import http from "node:http";
import https from "node:https";
import type { Server } from "../servers/server.ts";

const TIMEOUT_MS = 15_000;
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64 };
const plain = { request: http.request, agent: new http.Agent(KEEP_ALIVE) };
const secure = { request: https.request, agent: new https.Agent(KEEP_ALIVE) };

/**
 * Posts one event as Postmark does: JSON, Basic auth from the server's settings, trace id stable over retries.
 * @returns the receiver's status, 0 when it did not answer within 15 s
 */
export function post(
  server: Server,
  url: string,
  event: { body: string; traceId: string; retriesLeft: number },
): Promise<number> {
  const body = Buffer.from(event.body);
  const { promise, resolve } = Promise.withResolvers<number>();
  const { agent, request: open } = url.startsWith("https:") ? secure : plain;
  const request = open(
    url,
    {
      method: "POST",
      agent,
      timeout: TIMEOUT_MS,
      headers: {
        "content-type": "application/json",
        "content-length": body.length,
        "user-agent": "Postmark",
        "x-pm-webhook-trace-id": event.traceId,
        "x-pm-retries-remaining": String(event.retriesLeft),
        ...authorization(server),
      },
    },
    (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", () => resolve(0));
    },
  );
  request.on("timeout", () => request.destroy());
  request.on("error", () => resolve(0));
  request.on("close", () => resolve(0));
  request.end(body);
  return promise;
}

function authorization(server: Server): { authorization?: string } {
  if (server.webhookUser === undefined && server.webhookPassword === undefined) return {};
  const pair = `${server.webhookUser ?? ""}:${server.webhookPassword ?? ""}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
