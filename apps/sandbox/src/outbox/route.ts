import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { act, actBodySchema } from "../control/act.ts";
import { answerJson } from "../http/answer.ts";
import { readRequest } from "../http/read-body.ts";
import { readBody } from "../ledger/read-body.ts";
import type { LedgerRow } from "../ledger/row.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import type { Sandbox } from "../sandbox.ts";
import { answerPage, answerPiece } from "./answer-page.ts";
import { findMail } from "./find-mail.ts";
import { frameMail, MAIL_POLICY } from "./frame-mail.ts";
import { html } from "./html.ts";
import { renderList } from "./render-list.ts";
import { renderMessage } from "./render-message.ts";
import { renderIcon, renderPage } from "./render-page.ts";
import { renderTimeline } from "./render-timeline.ts";
import { renderWelcome } from "./render-welcome.ts";
import { readView } from "./view.ts";

const FILES = new Map([
  ["style.css", { type: "text/css", text: ["page", "reading", "narrow"].map(readStyle).join("\n") }],
  [
    "client.js",
    { type: "text/javascript", text: readFileSync(join(import.meta.dirname, "client.js"), "utf8") },
  ],
  ["icon.svg", { type: "image/svg+xml", text: renderIcon() }],
]);

/** The outbox page and its parts. */
export async function routeOutbox(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, , first = "", id = "", part = ""] = url.pathname.split("/");
  const view = readView(url.searchParams);
  const file = FILES.get(first);
  if (file) return answerPiece(response, file.type, file.text);
  if (first === "") {
    const list = renderList(sandbox, view, findMail(sandbox, view));
    return answerPage(
      response,
      200,
      renderPage(sandbox, view, { title: "Mail", list, pane: renderWelcome(), reading: false }),
    );
  }
  if (first === "newer") {
    const since = Number(url.searchParams.get("since") ?? -1);
    const { rows } = findMail(sandbox, { ...view, before: undefined });
    return answerJson(response, 200, { newer: rows.filter((row) => row.seq > since).length });
  }
  const seq = first === "m" ? sandbox.ledger.seqOf(id) : undefined;
  if (seq === undefined) return notFound(sandbox, response);
  return routeMessage(sandbox, request, response, url, { row: sandbox.ledger.row(seq), id, part });
}

async function routeMessage(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { row, id, part }: { row: LedgerRow; id: string; part: string },
): Promise<void> {
  const message = readBody(sandbox.ledger, row);
  const path = `/outbox/m/${id}`;
  switch (`${request.method} ${part}`) {
    case "GET ": {
      const view = readView(url.searchParams);
      const list = renderList(sandbox, view, findMail(sandbox, view), row);
      const pane = renderMessage(sandbox, view, row, message);
      return answerPage(
        response,
        200,
        renderPage(sandbox, view, { title: row.subject, list, pane, reading: true }),
      );
    }
    case "GET body":
      return answerPiece(response, "text/html", frameMail(path, message), MAIL_POLICY);
    case "GET events":
      return answerPiece(response, "text/html", renderTimeline(row.at, sandbox.timeline.of(row)).text);
    case "GET go": {
      const link = extractLinks(message.HtmlBody, message.TextBody)[Number(url.searchParams.get("link"))];
      if (link === undefined) return notFound(sandbox, response);
      await act(sandbox, { action: "click", messageId: id, url: link });
      response.writeHead(302, { location: link, "referrer-policy": "no-referrer" }).end();
      return;
    }
    case "POST act": {
      const raw = await readRequest(request, 64 * 1024);
      const { back = path, ...body } = Object.fromEntries(new URLSearchParams(raw?.toString("utf8") ?? ""));
      const result = await act(sandbox, actBodySchema.parse({ ...body, messageId: id }));
      if (request.headers.accept?.includes("application/json")) return answerJson(response, 200, result);
      response.writeHead(303, { location: back.startsWith("/outbox") ? back : path }).end();
      return;
    }
    default:
      return notFound(sandbox, response);
  }
}

function notFound(sandbox: Sandbox, response: ServerResponse): void {
  const view = readView(new URLSearchParams());
  const pane = html`<div class="empty"><h1>There is no such mail</h1><p>Its address is wrong, or the simulator's data were reset.</p><a class="button" href="/outbox">Show all mail</a></div>`;
  const list = renderList(sandbox, view, findMail(sandbox, view));
  answerPage(response, 404, renderPage(sandbox, view, { title: "Not found", list, pane, reading: true }));
}

function readStyle(part: string): string {
  return readFileSync(join(import.meta.dirname, `style-${part}.css`), "utf8");
}
