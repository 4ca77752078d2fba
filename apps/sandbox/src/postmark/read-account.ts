import type { ServerResponse } from "node:http";
import { answerError, answerJson } from "../http/answer.ts";
import type { Sandbox } from "../sandbox.ts";
import { domains } from "./domains.ts";
import { badToken, notFound, type PostmarkError } from "./errors.ts";
import { Query } from "./query.ts";

/** The account's own API; a server's token is its account's too. It can be down as the search can. */
export function readAccount(sandbox: Sandbox, token: string, response: ServerResponse, url: URL): void {
  const result = answerOf(sandbox, token, url);
  if ("status" in result) answerError(response, result);
  else answerJson(response, 200, result.ok);
}

function answerOf(sandbox: Sandbox, token: string, url: URL): { ok: unknown } | PostmarkError {
  if (!sandbox.servers.get(token)) return badToken;
  const knobs = sandbox.faults.knobs(token);
  if (knobs.searchDown)
    return { status: 503, ErrorCode: 100, Message: "The account is offline for maintenance." };
  const [noun, id = ""] = url.pathname.split("/").filter((part) => part !== "");
  if (noun !== "domains") return notFound;
  return domains(knobs, sandbox.domainNames, id, new Query(url.searchParams, 700));
}
