import { html } from "hono/html";
import type { LedgerRow } from "../ledger/message.ts";
import type { Sandbox } from "../sandbox.ts";
import type { MailPage } from "./find-mail.ts";
import { messageState } from "./message-state.ts";
import { showTime } from "./show-time.ts";
import type { Html } from "./view.ts";
import { type View, viewPath } from "./view.ts";

/** The list of mails and texts, newest first; an entry is a link to it. */
export function renderList(sandbox: Sandbox, view: View, page: MailPage, open?: LedgerRow): Html {
  if (page.rows.length === 0) return renderEmpty(sandbox, view);
  const older = page.rows.at(-1)?.seq;
  const newest = view.before === undefined ? (page.rows[0]?.seq ?? -1) : sandbox.ledger.count - 1;
  return html`<a class="fresh" hidden href="${viewPath("/outbox", { server: view.server, q: view.q })}" data-since="${newest}"></a>
<p class="zone">Times in UTC</p>
<ol>${page.rows.map((row) => renderEntry(sandbox, view, row, row.seq === open?.seq))}</ol>
${page.cut && html`<p class="hint">Older mail was not searched. A whole address finds every mail of that mailbox.</p>`}
<div class="pages">
  ${view.before !== undefined && html`<a class="button" href="${viewPath("/outbox", { server: view.server, q: view.q })}">Newest</a>`}
  ${page.more && older !== undefined && html`<a class="button" href="${viewPath("/outbox", { ...view, before: older })}">Older</a>`}
</div>`;
}

function renderEntry(sandbox: Sandbox, view: View, row: LedgerRow, open: boolean): Html {
  const state = messageState(row, sandbox.events.of(row));
  const path = viewPath(`/outbox/m/${row.id}`, view);
  return html`<li><a href="${path}"${open ? html` aria-current="true"` : undefined}>
  <span class="who" title="${row.to}">${row.channel === "sms" && html`<span class="text-mark">Text</span>`}${row.who}</span>${showTime(row.at)}
  <span class="subject">${row.subject || "(no subject)"}</span><span class="state ${state.tone}">${state.word}</span>
</a></li>`;
}

function renderEmpty(sandbox: Sandbox, view: View): Html {
  const fresh = html`<a class="fresh" hidden href="/outbox" data-since="-1"></a>`;
  if (view.q || view.before !== undefined) {
    return html`${view.before === undefined && fresh}<div class="empty"><h2>No mail fits</h2><p>Nothing was sent to such an address or with such a subject.</p>
<a class="button" href="${viewPath("/outbox", { server: view.server })}">Show all mail</a></div>`;
  }
  const why =
    sandbox.servers.all().length === 0
      ? "No sender has introduced itself to the simulator yet."
      : "The sender is known, but has not sent anything yet.";
  return html`${fresh}<div class="empty"><h2>No mail yet</h2><p>${why} What is sent will stand here at once, newest first.</p></div>`;
}
