import { html, raw } from "hono/html";
import type { Sandbox } from "../sandbox.ts";
import type { Html } from "./view.ts";
import { type View, viewPath } from "./view.ts";

const MARK = raw(
  `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#1F5C4D"/><path d="M7 11.5 16 18l9-6.5V22a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 7 22z" fill="#fff"/><path d="M7 11.5A1.8 1.8 0 0 1 8.8 9.7H20l5 5" fill="none" stroke="#fff" stroke-width="1.8" stroke-linejoin="round"/><path d="M20 9.7v4.2h5z" fill="#E9A23B"/></svg>`,
);

/** The frame of every outbox page: who we are, which server, search; then the list and what is read. */
export function renderPage(
  sandbox: Sandbox,
  view: View,
  parts: { title: string; list: Html; pane: Html; reading: boolean },
): Html {
  const servers = sandbox.servers.all();
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title} · Outbox of the simulator</title>
<link rel="icon" href="/outbox/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/outbox/style.css">
<script src="/outbox/client.js" defer></script>
</head>
<body class="${parts.reading ? "reading" : "listing"}">
<header class="bar">
  <a class="brand" href="/outbox">${MARK}<span>Outbox</span></a>
  <span class="badge">Provider simulator<span class="wide">: nothing leaves this machine</span></span>
  <a class="knobs" href="${viewPath("/outbox/provider", { server: view.server })}">What goes wrong</a>
  <form class="find" action="/outbox" role="search">
    <select name="server" aria-label="Server">
      <option value="">All servers</option>
      ${servers.map((server) => html`<option value="${server.token}"${selected(server.token === view.server)}>${server.name}</option>`)}
    </select>
    <input type="search" name="q" value="${view.q}" placeholder="Address, number or words" aria-label="Search messages">
  </form>
</header>
<main>
  <nav class="list" aria-label="Messages" data-view="${viewPath("/outbox/newer", { server: view.server, q: view.q })}">${parts.list}</nav>
  <section class="pane" aria-label="Reading" tabindex="0">${parts.pane}</section>
</main>
</body>
</html>`;
}

/** The mark as a file, for the browser's tab. */
export function renderIcon(): string {
  return MARK.replace('<svg class="mark"', '<svg xmlns="http://www.w3.org/2000/svg"');
}

function selected(yes: boolean): Html | undefined {
  return yes ? html` selected` : undefined;
}
