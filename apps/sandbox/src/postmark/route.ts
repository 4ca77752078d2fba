import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { answerWrongly } from "../faults/answer-wrongly.ts";
import { decideFault, type Misbehaviour } from "../faults/decide-fault.ts";
import type { Knobs } from "../faults/knobs.ts";
import type { Context, Routes } from "../http/app.ts";
import { readBody } from "../http/read-body.ts";
import type { Sandbox } from "../sandbox.ts";
import { activateBounce, getBounce, listBounces } from "./bounces.ts";
import type { Call, Result } from "./call.ts";
import { domains } from "./domains.ts";
import { badToken, notFound, offline, tooLarge } from "./errors.ts";
import { messageDetails, messageDump } from "./message-details.ts";
import { Query } from "./query.ts";
import { searchMessages } from "./search-messages.ts";
import { sendBatch, sendOne } from "./send.ts";
import { createStream, getStream, listStreams } from "./streams.ts";
import { createSuppressions, deleteSuppressions, dumpSuppressions } from "./suppressions.ts";

const MB = 1024 * 1024;

/** Postmark's API: each endpoint by the server's token, with whatever the fault knobs do to it. */
export function postmarkRoutes(sandbox: Sandbox): Routes {
  const app: Routes = new Hono({ strict: false });
  const on = (run: (call: Call) => Result, endpoint: "send" | "search" = "search", maxBytes = MB) => {
    return (c: Context) => answer(sandbox, c, { run, endpoint, maxBytes });
  };
  app.use(async (c, next) => {
    const account = c.req.header("x-postmark-account-token");
    return account === undefined ? next() : respond(c, readAccount(sandbox, c, account));
  });
  app.post("/email", on(sendOne, "send", 10 * MB));
  app.post("/email/batch", on(sendBatch, "send", 50 * MB));
  app.get("/server", on(showServer));
  app.get("/messages/outbound", on(whenUp(searchMessages)));
  app.get("/messages/outbound/:id/details", on(whenUp(messageDetails)));
  app.get("/messages/outbound/:id/dump", on(whenUp(messageDump)));
  app.get("/bounces", on(listBounces));
  app.get("/bounces/:id", on(getBounce));
  app.get(
    "/bounces/:id/dump",
    on(() => ({ ok: { Body: "" } })),
  );
  app.put("/bounces/:id/activate", on(activateBounce));
  app.get("/message-streams", on(listStreams));
  app.post("/message-streams", on(createStream));
  app.get("/message-streams/:stream", on(getStream));
  app.get("/message-streams/:stream/suppressions/dump", on(dumpSuppressions));
  app.post("/message-streams/:stream/suppressions", on(createSuppressions));
  app.post("/message-streams/:stream/suppressions/delete", on(deleteSuppressions));
  app.all(
    "*",
    on(() => notFound),
  );
  return app;
}

interface Endpoint {
  run(call: Call): Result;
  endpoint: "send" | "search";
  maxBytes: number;
}

async function answer(
  sandbox: Sandbox,
  c: Context,
  { run, endpoint, maxBytes }: Endpoint,
): Promise<Response> {
  const server = sandbox.servers.get(c.req.header("x-postmark-server-token") ?? "");
  if (!server) {
    c.env.incoming.resume();
    return respond(c, badToken);
  }
  const raw = await readBody(c.env.incoming);
  const fault = decideFault(sandbox.faults, server.token, endpoint);
  const knobs = sandbox.faults.knobs(server.token);
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.before) return misbehave(c, fault.before, knobs);
  const query = new Query(new URL(c.req.url).searchParams, c.req.path.startsWith("/bounces") ? 408 : 700);
  const param = (name: string) => c.req.param(name) ?? "";
  const result = raw.length > maxBytes ? tooLarge : run({ sandbox, server, query, raw, param });
  if (fault.after) return misbehave(c, fault.after, knobs);
  return respond(c, "ok" in result && fault.answer ? { ok: answerWrongly(result.ok, fault.answer) } : result);
}

function respond(c: Context, result: Result, headers: Record<string, string> = {}): Response {
  if ("ok" in result) return c.json(result.ok);
  const { status, ErrorCode, Message } = result;
  return Response.json({ ErrorCode, Message }, { status, headers });
}

/** Answers a request wrongly: with an error, by cutting the connection, or not at all until `hangMs` are over. */
async function misbehave(c: Context, how: Misbehaviour, knobs: Knobs): Promise<Response> {
  if (how.do === "refuse") {
    const retryAfter = how.error.status === 429 ? { "retry-after": String(knobs.retryAfterSeconds) } : {};
    return respond(c, how.error, retryAfter);
  }
  if (how.do === "hang") await sleep(knobs.hangMs, undefined, { ref: false });
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

function whenUp(run: (call: Call) => Result): (call: Call) => Result {
  return (call) => (call.sandbox.faults.knobs(call.server.token).searchDown ? offline("search") : run(call));
}

function showServer({ server }: Call): Result {
  const { id: ID, name: Name, trackOpens: TrackOpens, token, otherTokens } = server;
  return { ok: { ID, Name, ApiTokens: [token, ...otherTokens], ServerLink: "", TrackOpens } };
}

/** The account's own API; a server's token is its account's too. It can be down as the search can. */
function readAccount(sandbox: Sandbox, c: Context, token: string): Result {
  if (!sandbox.servers.get(token)) return badToken;
  const knobs = sandbox.faults.knobs(token);
  if (knobs.searchDown) return offline("account");
  const url = new URL(c.req.url);
  const [noun, id = ""] = url.pathname.split("/").filter((part) => part !== "");
  return noun === "domains"
    ? domains(knobs, sandbox.domainNames, id, new Query(url.searchParams, 700))
    : notFound;
}
