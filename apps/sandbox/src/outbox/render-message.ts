import { html } from "hono/html";
import type { LedgerRow } from "../ledger/message.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import { mailHeaders } from "../postmark/mail-source.ts";
import type { Message } from "../postmark/message.ts";
import { listUnsubscribe } from "../postmark/press-one-click.ts";
import type { Sandbox } from "../sandbox.ts";
import { renderTimeline } from "./render-timeline.ts";
import { showTime } from "./show-time.ts";
import type { Html } from "./view.ts";
import { type View, viewPath } from "./view.ts";

const TABS = [
  ["mail", "Mail"],
  ["text", "Plain text"],
  ["headers", "Headers"],
] as const;

/** What programs and servers do, and people seldom. */
const MORE = [
  [
    "machine-open",
    "Opened by a program",
    "As Apple's privacy proxy loads a mail's pictures; nobody has read it",
  ],
  ["scan", "A scanner visits every link", "As mail servers look through a mail within seconds"],
  ["auto-answer", "Auto-responder answers", "Postmark reports it among its bounces; nothing comes back"],
  ["delay", "Delay", "The receiving server says: try again later"],
  ["soft-bounce", "Soft bounce", "The mailbox is full; the address stays"],
  ["block", "Block", "The receiving server refuses the sender; the address stays"],
  ["reject", "Reject as spam", "The receiving server refuses the text"],
] as const;

/** One mail: who, what, the buttons by which one acts as its receiver, the mail itself, and what has happened to it. */
export function renderMessage(sandbox: Sandbox, view: View, row: LedgerRow, message: Message): Html {
  const path = `/outbox/m/${row.id}`;
  const server = sandbox.servers.get(row.token);
  const links = extractLinks(message.HtmlBody, message.TextBody);
  return html`<article data-message="${path}">
<a class="back" href="${viewPath("/outbox", { ...view, tab: "mail" })}">‹ All mail</a>
<header class="head">
  <h1>${row.subject || "(no subject)"}</h1>
  <dl>
    <dt>From</dt><dd>${row.from}</dd>
    <dt>To</dt><dd><a href="${viewPath("/outbox", { server: view.server, q: row.who })}" title="All mail of this mailbox">${row.to}</a></dd>
    <dt>Sent</dt><dd>${showTime(row.at, true)} · ${server?.name ?? row.token} · ${row.stream}${row.tag && html` · tag ${row.tag}`}</dd>
  </dl>
</header>
${renderActions(path, view, links, listUnsubscribe(message))}
<p class="notice" role="status" hidden></p>
<div class="columns">
<div class="content">
  <div class="tabs">${TABS.map(([tab, word]) => html`<a href="${viewPath(path, { ...view, tab })}"${view.tab === tab ? html` aria-current="page"` : undefined}>${word}</a>`)}</div>
  ${renderTab(view, path, row, message)}
</div>
<aside><h2>What happened</h2><ol class="timeline" data-events="${path}/events">${renderTimeline(row.at, sandbox.events.of(row))}</ol></aside>
</div>
</article>`;
}

function renderActions(
  path: string,
  view: View,
  links: readonly string[],
  header: { url: string; oneClick: boolean } | undefined,
): Html {
  const back = viewPath(path, view);
  const button = (action: string, word: string, title: string, more?: Html) =>
    html`<form method="post" action="${path}/act"><input type="hidden" name="action" value="${action}"><input type="hidden" name="back" value="${back}">${more}<button class="button" title="${title}">${word}</button></form>`;
  const via = (how: string) => html`<input type="hidden" name="via" value="${how}">`;
  return html`<div class="actions" aria-label="Act as the receiver">
${button("open", "Open", "The receiver opens the mail")}
<details><summary class="button">Reply</summary><div class="menu"><form class="reply" method="post" action="${path}/act"><input type="hidden" name="action" value="reply"><input type="hidden" name="back" value="${back}"><label>Answer<textarea name="body" rows="4" required></textarea></label><label>From another address<input name="from" type="email" placeholder="as the receiver"></label><label><input type="checkbox" name="automatic"> Automatic reply (out of office)</label><button class="button">Send the answer</button></form></div></details>
${links.length > 0 && html`<details><summary class="button">Click a link</summary><div class="menu">${links.map((link) => button("click", link, "The receiver clicks this link", html`<input type="hidden" name="url" value="${link}">`))}</div></details>`}
${header?.oneClick && button("unsubscribe", "Unsubscribe (one click)", `POST to ${header.url}, as a mailbox provider does`, via("header"))}
${button("unsubscribe", "Unsubscribe at Postmark", "The receiver uses Postmark's own link; the address is suppressed", via("postmark"))}
${button("complain", "Report spam", "The receiver reports the mail; the address is suppressed")}
${button("bounce", "Bounce", "The receiving server says this mailbox does not exist; the address is suppressed")}
<details><summary class="button">Forward</summary><div class="menu"><form class="reply" method="post" action="${path}/act"><input type="hidden" name="action" value="forward"><input type="hidden" name="back" value="${back}"><label>To a friend, who opens it<input name="to" type="email" required placeholder="friend@mail.example"></label><label>What the friend answers<textarea name="body" rows="3" placeholder="nothing"></textarea></label><button class="button">Forward it</button></form></div></details>
<details><summary class="button">More</summary><div class="menu">${MORE.filter(([action]) => action !== "scan" || links.length > 0).map(([action, word, title]) => button(action, word, title))}</div></details>
</div>`;
}

function renderTab(view: View, path: string, row: LedgerRow, message: Message): Html {
  if (view.tab === "headers") {
    const lines = mailHeaders(row, message);
    return html`<table class="headers"><tbody>${lines.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>`;
  }
  if (view.tab === "text" || !message.HtmlBody) {
    return message.TextBody
      ? html`<pre class="plain">${message.TextBody}</pre>`
      : html`<p class="hint">This mail has no plain text part.</p>`;
  }
  return html`<iframe class="mail" title="The mail" src="${path}/body" sandbox="allow-popups allow-popups-to-escape-sandbox allow-same-origin"></iframe>`;
}
