import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ZodError } from "zod";
import { routeControl } from "../control/route.ts";
import { routeOutbox } from "../outbox/route.ts";
import { routePostmark } from "../postmark/route.ts";
import type { Sandbox } from "../sandbox.ts";
import { answerJson } from "./answer.ts";
import { isLocalRequest } from "./is-local-request.ts";

/** @param ownName what it listens on (HOST). The one HTTP server: Postmark's API, the control surface under `/_`, and the outbox page. */
export function createSandboxServer(sandbox: Sandbox, ownName: string): Server {
  const server = createServer((request, response) => {
    route(sandbox, ownName, request, response).catch((error: unknown) => fail(request, response, error));
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function route(
  sandbox: Sandbox,
  ownName: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  if (!isLocalRequest(request.headers, ownName)) {
    request.resume();
    return answerJson(response, 403, { error: "foreign_host_or_origin" });
  }
  if (request.headers["sec-fetch-site"] === "cross-site" && request.method !== "GET") {
    request.resume();
    return answerJson(response, 403, { error: "cross_site" });
  }
  if (url.pathname === "/") {
    response.writeHead(302, { location: "/outbox" }).end();
    return;
  }
  if (/^\/outbox(\/|$)/.test(url.pathname)) return routeOutbox(sandbox, request, response, url);
  if (url.pathname.startsWith("/_")) return routeControl(sandbox, request, response, url);
  return routePostmark(sandbox, request, response, url);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || request.socket.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof ZodError) {
    answerJson(response, 422, { error: "invalid", issues: error.issues });
    return;
  }
  process.stderr.write(
    `sandbox: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}\n`,
  );
  answerJson(response, 500, { ErrorCode: 0, Message: "The simulator itself failed; see its log." });
}
