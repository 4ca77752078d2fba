import { Hono } from "hono";
import { answerWrongly } from "../faults/answer-wrongly.ts";
import type { FaultRefusal } from "../faults/decide-fault.ts";
import { answerWithFaults } from "../http/answer-with-faults.ts";
import type { Context, Routes } from "../http/routes.ts";
import type { Sandbox } from "../sandbox.ts";
import { activateBounce, getBounce, listBounces } from "./bounce/bounces.ts";
import type { Call, Result } from "./call.ts";
import { domains } from "./domains.ts";
import { badToken, notFound, offline, refusal, tooLarge } from "./errors.ts";
import { messageDetails, messageDump } from "./message-details.ts";
import { Query } from "./query.ts";
import { searchMessages } from "./search-messages.ts";
import { sendBatch, sendOne } from "./send.ts";
import { editServer, showServer } from "./server-settings.ts";
import { createStream, getStream, listStreams } from "./streams.ts";
import { createSuppressions, deleteSuppressions, dumpSuppressions } from "./suppressions.ts";
import { createWebhook, deleteWebhook, editWebhook, listWebhooks } from "./webhooks.ts";

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
  app.put("/server", on(editServer));
  app.get("/webhooks", on(whenUp(listWebhooks)));
  app.post("/webhooks", on(whenUp(createWebhook)));
  app.put("/webhooks/:id", on(whenUp(editWebhook)));
  app.delete("/webhooks/:id", on(whenUp(deleteWebhook)));
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
  const query = new Query(new URL(c.req.url).searchParams, c.req.path.startsWith("/bounces") ? 408 : 700);
  const param = (name: string) => c.req.param(name) ?? "";
  return answerWithFaults(sandbox, c, server.token, {
    asked: { endpoint, channel: "email" },
    run: (raw, wrongly) => {
      const result = raw.length > maxBytes ? tooLarge : run({ sandbox, server, query, raw, param });
      return respond(c, "ok" in result && wrongly ? { ok: answerWrongly(result.ok, wrongly) } : result);
    },
    refuse: (fault, headers) => respond(c, refusalOf(fault), headers),
  });
}

function respond(c: Context, result: Result, headers: Record<string, string> = {}): Response {
  if ("ok" in result) return c.json(result.ok);
  const { status, ErrorCode, Message } = result;
  return Response.json({ ErrorCode, Message }, { status, headers });
}

/** A fault in Postmark's words. */
function refusalOf({ status, code, message }: FaultRefusal) {
  if (status === 429) return refusal(code ?? 429, message ?? "Rate limit exceeded.", status);
  if (status === 503)
    return refusal(code ?? 100, message ?? "The Postmark API is offline for maintenance.", status);
  return refusal(code ?? 0, message ?? "Internal Server Error", status);
}

function whenUp(run: (call: Call) => Result): (call: Call) => Result {
  return (call) => (call.sandbox.faults.knobs(call.server.token).searchDown ? offline("search") : run(call));
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
