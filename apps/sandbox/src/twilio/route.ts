import { Hono } from "hono";
import { answerWrongly } from "../faults/answer-wrongly.ts";
import type { FaultRefusal } from "../faults/decide-fault.ts";
import type { NextFault } from "../faults/knobs.ts";
import { answerWithFaults } from "../http/answer-with-faults.ts";
import type { Context, Routes } from "../http/routes.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { Call, Result } from "./call.ts";
import { badKeys, notFound, refusal, showError } from "./errors.ts";
import { fetchMessage, listMessages } from "./list-messages.ts";
import { fetchMedia, listMedia } from "./media.ts";
import { editNumber, listNumbers, showAccount } from "./numbers.ts";
import { createMessage } from "./send.ts";

const ACCOUNT = "/2010-04-01/Accounts/:account";

/** Twilio's messages: each endpoint by the account's keys, with whatever the fault knobs do to it. */
export function twilioRoutes(sandbox: Sandbox): Routes {
  const app: Routes = new Hono({ strict: false });
  const on =
    (run: (call: Call) => Result, endpoint: NextFault["endpoint"] = "search") =>
    (c: Context) =>
      answer(sandbox, c, run, endpoint);
  app.get("/2010-04-01/Accounts/:account{[A-Za-z0-9]+\\.json}", on(showAccount));
  app.get(`${ACCOUNT}/IncomingPhoneNumbers.json`, on(whenUp(listNumbers)));
  app.post(`${ACCOUNT}/IncomingPhoneNumbers/:number{[A-Za-z0-9]+\\.json}`, on(whenUp(editNumber)));
  app.post(`${ACCOUNT}/Messages.json`, on(createMessage, "send"));
  app.get(`${ACCOUNT}/Messages.json`, on(whenUp(listMessages)));
  app.get(`${ACCOUNT}/Messages/:message{[A-Za-z0-9]+\\.json}`, on(whenUp(fetchMessage)));
  app.get(`${ACCOUNT}/Messages/:message/Media.json`, on(whenUp(listMedia)));
  app.get(`${ACCOUNT}/Messages/:message/Media/:media`, on(whenUp(fetchMedia)));
  app.all(
    "/2010-04-01/*",
    on(() => notFound),
  );
  // The file servers: who has the address gets the picture.
  app.get("/_media/:picture", (c) => {
    const id = sandbox.inbound.pictureIds.numberOf(c.req.param("picture"));
    const picture = id === undefined ? undefined : sandbox.inbound.picture(id);
    const headers = { "x-content-type-options": "nosniff", "content-security-policy": "sandbox" };
    return picture
      ? c.body(Uint8Array.from(picture.bytes).buffer, 200, { ...headers, "content-type": picture.type })
      : c.text("Not found", 404);
  });
  return app;
}

async function answer(
  sandbox: Sandbox,
  c: Context,
  run: (call: Call) => Result,
  endpoint: NextFault["endpoint"],
): Promise<Response> {
  const server = authenticated(sandbox, c);
  if (!server) {
    c.env.incoming.resume();
    return respond(c, badKeys);
  }
  const { searchParams: query, host } = new URL(c.req.url);
  sandbox.baseUrl = `http://${host}`;
  const param = (name: string) => c.req.param(name)?.replace(/\.json$/, "") ?? "";
  return answerWithFaults(sandbox, c, server.token, {
    asked: { endpoint, channel: "sms" },
    run: (raw, wrongly) => {
      const form = new URLSearchParams(raw.toString("utf8"));
      const result = run({ sandbox, server, query, form, param });
      return respond(
        c,
        "ok" in result && wrongly ? { ...result, ok: answerWrongly(result.ok, wrongly) } : result,
      );
    },
    refuse: (fault, headers) => respond(c, refusalOf(fault), headers),
  });
}

/** Basic auth with the account and its auth token, which must be the one of the address. */
function authenticated({ servers }: Sandbox, c: Context): Server | undefined {
  const [, pair = ""] = /^Basic (\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const [sid = "", ...token] = Buffer.from(pair, "base64").toString("utf8").split(":");
  const server = servers.get(token.join(":"));
  const asked = /^\/2010-04-01\/Accounts\/(\w+)/.exec(c.req.path)?.[1];
  return server?.accountSid === sid && asked === sid ? server : undefined;
}

function respond(c: Context, result: Result, headers: Record<string, string> = {}): Response {
  if ("ok" in result) return c.json(result.ok, result.status ?? 200);
  if ("redirect" in result) return c.redirect(result.redirect, 307);
  return Response.json(showError(result), { status: result.status, headers });
}

/** A fault in Twilio's words. */
function refusalOf({ status, code, message }: FaultRefusal) {
  if (status === 429) return refusal(code ?? 20429, message ?? "Too Many Requests", status);
  return refusal(code ?? 20500, message ?? "Internal Server Error", status);
}

function whenUp(run: (call: Call) => Result): (call: Call) => Result {
  return (call) =>
    call.sandbox.faults.knobs(call.server.token).searchDown
      ? refusal(20503, "Service Unavailable", 503)
      : run(call);
}
