import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Hono } from "hono";
import { html } from "hono/html";
import { act, actBodySchema } from "../control/act.ts";
import type { Context, Routes } from "../http/routes.ts";
import type { LedgerRow } from "../ledger/message.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import { readMessage } from "../postmark/message.ts";
import type { Sandbox } from "../sandbox.ts";
import { findMail } from "./find-mail.ts";
import { type Thread, threadOf, threadPath } from "./find-thread.ts";
import { frameMail, MAIL_POLICY } from "./frame-mail.ts";
import { providerRoutes } from "./provider/route.ts";
import { renderList } from "./render-list.ts";
import { renderMessage } from "./render-message.ts";
import { renderIcon, renderPage } from "./render-page.ts";
import { renderBubbles, renderThread } from "./render-thread.ts";
import { renderTimeline } from "./render-timeline.ts";
import { renderWelcome } from "./render-welcome.ts";
import { type Html, readView } from "./view.ts";

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; frame-src 'self'; form-action 'self'; base-uri 'none'";

const FILES = new Map([
  ["style.css", { type: "text/css", text: ["page", "reading", "phone", "narrow"].map(readStyle).join("\n") }],
  [
    "client.js",
    { type: "text/javascript", text: readFileSync(join(import.meta.dirname, "client.js"), "utf8") },
  ],
  ["icon.svg", { type: "image/svg+xml", text: renderIcon() }],
]);

/** The outbox page and its parts. */
export function outboxRoutes(sandbox: Sandbox): Routes {
  const app: Routes = new Hono({ strict: false });
  const view = (c: Context) => readView(new URL(c.req.url).searchParams);
  /** Answers with a page or a piece of one; the mail in its frame has its own policy. */
  const send = async (c: Context, body: Html | string, type = "text/html", policy = POLICY) =>
    c.body(await body, {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  const withMail = (answer: (c: Context, row: LedgerRow) => Response | Promise<Response>) => (c: Context) => {
    const row = sandbox.ledger.byId(c.req.param("id") ?? "");
    return row ? answer(c, row) : notFound(c);
  };
  const threadIn = (c: Context): Thread => {
    const part = (name: string) => c.req.param(name) ?? "";
    return { token: part("token"), ours: part("ours"), theirs: part("theirs") };
  };
  const notFound = (c: Context) => {
    c.status(404);
    const pane = html`<div class="empty"><h1>There is no such mail</h1><p>Its address is wrong, or the simulator's data were reset.</p><a class="button" href="/outbox">Show all mail</a></div>`;
    const plain = readView(new URLSearchParams());
    const list = renderList(sandbox, plain, findMail(sandbox, plain));
    return send(c, renderPage(sandbox, plain, { title: "Not found", list, pane, reading: true }));
  };

  for (const [name, file] of FILES) app.get(`/${name}`, (c) => send(c, file.text, file.type));
  app.get("/", (c) => {
    const list = renderList(sandbox, view(c), findMail(sandbox, view(c)));
    const parts = {
      title: "Messages",
      list,
      pane: renderWelcome(sandbox, c.req.query("wrote")),
      reading: false,
    };
    return send(c, renderPage(sandbox, view(c), parts));
  });
  app.get("/newer", (c) => {
    const since = Number(c.req.query("since") ?? -1);
    const { rows } = findMail(sandbox, { ...view(c), before: undefined });
    return c.json({ newer: rows.filter((row) => row.seq > since).length });
  });
  app.get(
    "/m/:id",
    withMail((c, row) => {
      const list = renderList(sandbox, view(c), findMail(sandbox, view(c)), row);
      const pane =
        row.channel === "sms"
          ? renderThread(sandbox, view(c), threadOf(row), row)
          : renderMessage(sandbox, view(c), row, readMessage(sandbox.ledger, row));
      return send(c, renderPage(sandbox, view(c), { title: row.subject, list, pane, reading: true }));
    }),
  );
  app.get(
    "/m/:id/body",
    withMail((c, row) =>
      send(c, frameMail(`/outbox/m/${row.id}`, readMessage(sandbox.ledger, row)), "text/html", MAIL_POLICY),
    ),
  );
  app.get(
    "/m/:id/events",
    withMail((c, row) => send(c, renderTimeline(row.at, sandbox.events.of(row)))),
  );
  app.get(
    "/m/:id/go",
    withMail(async (c, row) => {
      const message = readMessage(sandbox.ledger, row);
      const url = extractLinks(message.HtmlBody, message.TextBody)[Number(c.req.query("link"))];
      if (url === undefined) return notFound(c);
      await act(sandbox, { action: "click", messageId: row.id, url });
      c.header("referrer-policy", "no-referrer");
      return c.redirect(url);
    }),
  );
  app.post(
    "/m/:id/act",
    withMail(async (c, row) => {
      const path = `/outbox/m/${row.id}`;
      const { back = path, ...body } = Object.fromEntries(new URLSearchParams(await text(c.env.incoming)));
      const result = await act(sandbox, actBodySchema.parse({ ...body, messageId: row.id }));
      if (c.req.header("accept")?.includes("application/json")) return c.json(result);
      return c.redirect(back.startsWith("/outbox") ? back : path, 303);
    }),
  );
  const phone = "/phone/:token/:ours/:theirs";
  app.get(phone, (c) => {
    const list = renderList(sandbox, view(c), findMail(sandbox, view(c)));
    const pane = renderThread(sandbox, view(c), threadIn(c));
    return send(c, renderPage(sandbox, view(c), { title: c.req.param("theirs"), list, pane, reading: true }));
  });
  app.get(`${phone}/bubbles`, (c) => send(c, renderBubbles(sandbox, threadIn(c))));
  app.post(phone, async (c) => {
    const { token, ours, theirs } = threadIn(c);
    const form = new URLSearchParams(await text(c.env.incoming));
    const texted = { body: form.get("body") ?? "", picture: form.has("picture") };
    await act(sandbox, { action: "text", token, from: theirs, to: ours, ...texted });
    return c.redirect(threadPath({ token, ours, theirs }), 303);
  });
  app.route(
    "/provider",
    providerRoutes(sandbox, (c, title, pane) => {
      const list = renderList(sandbox, view(c), findMail(sandbox, view(c)));
      return send(c, renderPage(sandbox, view(c), { title, list, pane, reading: true }));
    }),
  );
  // As somebody who writes first.
  app.post("/write", async (c) => {
    const {
      token = "",
      from = "",
      subject = "",
      body = "",
    } = Object.fromEntries(new URLSearchParams(await text(c.env.incoming)));
    const done = await act(sandbox, { ...{ action: "write", html: "" }, ...{ token, from, subject, body } });
    return c.redirect(`/outbox?wrote=${done.ok ? "yes" : "no"}`, 303);
  });
  // As somebody who texts first.
  app.post("/phone", async (c) => {
    const {
      token = "",
      from = "",
      to = "",
    } = Object.fromEntries(new URLSearchParams(await text(c.env.incoming)));
    return c.redirect(threadPath({ token, ours: to.trim(), theirs: from.trim() }), 303);
  });
  app.all("*", notFound);
  return app;
}

function readStyle(part: string): string {
  return readFileSync(join(import.meta.dirname, `style-${part}.css`), "utf8");
}
