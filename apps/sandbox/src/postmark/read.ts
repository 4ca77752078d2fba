import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { decideFault } from "../faults/decide-fault.ts";
import { misbehave } from "../faults/misbehave.ts";
import { answerError, answerJson } from "../http/answer.ts";
import { parseJson, readRequest } from "../http/read-body.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { activateBounce, getBounce, listBounces } from "./bounces.ts";
import { notFound, type PostmarkError, refusal } from "./errors.ts";
import { messageDetails } from "./message-details.ts";
import { Query } from "./query.ts";
import { searchMessages } from "./search-messages.ts";
import { createStream, listStreams, showStream } from "./streams.ts";
import { changeSuppressions, dumpSuppressions } from "./suppressions.ts";

type Result = { ok: unknown } | PostmarkError;

const MAX_BYTES = 1024 * 1024;
const offline: PostmarkError = {
  status: 503,
  ErrorCode: 100,
  Message: "The search is offline for maintenance.",
};
const noStream = refusal(1226, "The message stream for the provided 'ID' was not found.");

/** Everything but sending: search, details, streams, suppressions, bounces. */
export async function read(
  sandbox: Sandbox,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const raw = await readRequest(request, MAX_BYTES);
  const fault = decideFault(sandbox.faults, server.token, "search");
  const knobs = sandbox.faults.knobs(server.token);
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.before) return misbehave(response, fault.before, knobs);
  const path = url.pathname.split("/").filter((part) => part !== "");
  const body = raw && raw.length > 0 ? parseJson(raw) : undefined;
  const result = run(
    sandbox,
    server,
    request.method ?? "",
    path,
    new Query(url.searchParams, path[0] === "bounces" ? 408 : 700),
    body,
  );
  if (fault.after) return misbehave(response, fault.after, knobs);
  if ("status" in result) answerError(response, result);
  else answerJson(response, 200, result.ok);
}

function run(
  sandbox: Sandbox,
  server: Server,
  method: string,
  path: string[],
  query: Query,
  body: unknown,
): Result {
  const [noun, id = "", part = "", last = ""] = path;
  switch (`${method} ${noun}`) {
    case "GET server":
      return {
        ok: {
          ID: server.id,
          Name: server.name,
          ApiTokens: [server.token, ...server.otherTokens],
          ServerLink: "",
          TrackOpens: server.trackOpens,
        },
      };
    case "GET messages":
      if (sandbox.faults.knobs(server.token).searchDown) return offline;
      if (id !== "outbound") return notFound;
      if (part === "") return searchMessages(sandbox, server, query);
      return last === "details" || last === "dump" ? messageDetails(sandbox, server, part, last) : notFound;
    case "GET bounces":
      if (id === "") return listBounces(sandbox, server, query);
      return part === "dump" ? { ok: { Body: "" } } : getBounce(sandbox, server, Number(id));
    case "PUT bounces":
      return part === "activate" ? activateBounce(sandbox, server, Number(id)) : notFound;
    case "GET message-streams":
    case "POST message-streams":
      return id === ""
        ? streams(sandbox, server, method, query, body)
        : ofStream(sandbox, server, method, path, query, body);
    default:
      return notFound;
  }
}

function streams(sandbox: Sandbox, server: Server, method: string, query: Query, body: unknown): Result {
  return method === "GET" ? listStreams(server, query) : createStream(sandbox, server, body);
}

function ofStream(
  sandbox: Sandbox,
  server: Server,
  method: string,
  path: string[],
  query: Query,
  body: unknown,
): Result {
  const stream = sandbox.servers.stream(server, path[1] ?? "");
  if (!stream) return noStream;
  switch (`${method} ${path.slice(2).join("/")}`) {
    case "GET ":
      return { ok: showStream(server, stream) };
    case "GET suppressions/dump":
      return dumpSuppressions(sandbox, server, stream.id, query);
    case "POST suppressions":
      return changeSuppressions(sandbox, server, stream.id, "create", body);
    case "POST suppressions/delete":
      return changeSuppressions(sandbox, server, stream.id, "delete", body);
    default:
      return notFound;
  }
}
