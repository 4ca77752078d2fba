import type { IncomingMessage, ServerResponse } from "node:http";
import { answerError } from "../http/answer.ts";
import type { Sandbox } from "../sandbox.ts";
import { badToken } from "./errors.ts";
import { read } from "./read.ts";
import { readAccount } from "./read-account.ts";
import { send } from "./send.ts";

/** Postmark's API: finds the server by its token, then the endpoint. */
export async function routePostmark(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const account = request.headers["x-postmark-account-token"];
  if (typeof account === "string") return readAccount(sandbox, account, response, url);
  const token = request.headers["x-postmark-server-token"];
  const server = typeof token === "string" ? sandbox.servers.get(token) : undefined;
  if (!server) {
    request.resume();
    return answerError(response, badToken);
  }
  const endpoint = `${request.method} ${url.pathname.replace(/\/+$/, "")}`;
  if (endpoint === "POST /email") return send(sandbox, server, "one", request, response);
  if (endpoint === "POST /email/batch") return send(sandbox, server, "batch", request, response);
  return read(sandbox, server, request, response, url);
}
