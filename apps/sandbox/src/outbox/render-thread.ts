import { html } from "hono/html";
import type { LedgerRow } from "../ledger/message.ts";
import type { Sandbox } from "../sandbox.ts";
import { KEYWORD_ANSWERS } from "../twilio/receive-text.ts";
import { readText } from "../twilio/text.ts";
import { findThread, type Thread, type ThreadEntry, threadPath } from "./find-thread.ts";
import { messageState } from "./message-state.ts";
import { renderTimeline } from "./render-timeline.ts";
import { showTime } from "./show-time.ts";
import { type Html, type View, viewPath } from "./view.ts";

const QUICK = ["STOP", "START", "HELP"] as const;

/** As a phone texts a heart (V17). */
const reactionTo = (body: string): string => `Loved “${body}”`;

/** One person's phone: the texts of two numbers, and the keys by which one texts back; beside it what happened to one of them. */
export function renderThread(sandbox: Sandbox, view: View, thread: Thread, chosen?: LedgerRow): Html {
  const entries = findThread(sandbox, thread);
  const newest = entries.findLast((entry) => entry.kind === "sent");
  const row = chosen ?? (newest?.kind === "sent" ? newest.row : undefined);
  const path = threadPath(thread);
  const server = sandbox.servers.get(thread.token);
  return html`<article>
<a class="back" href="${viewPath("/outbox", view)}">‹ All messages</a>
<div class="columns">
<section class="phone" aria-label="Phone of ${thread.theirs}">
  <header><h1>${thread.theirs}</h1><span>with ${thread.ours} · ${server?.name ?? thread.token}</span></header>
  <ol class="bubbles" data-bubbles="${path}/bubbles" tabindex="0" aria-label="Texts">${renderBubbles(sandbox, thread, entries, row)}</ol>
  <div class="quick">${QUICK.map((word) => html`<form method="post" action="${path}"><input type="hidden" name="body" value="${word}"><button class="button">${word}</button></form>`)}<form method="post" action="${path}"><input type="hidden" name="picture" value="yes"><button class="button">Send a picture</button></form></div>
  <form class="composer" method="post" action="${path}"><input name="body" required maxlength="1600" autocomplete="off" placeholder="Text back as this person" aria-label="Text back as this person"><button class="button send">Send</button></form>
</section>
${
  row &&
  html`<aside><h2>What happened</h2><p class="about">${row.subject || "A picture"}</p>
<ol class="timeline" data-events="/outbox/m/${row.id}/events">${renderTimeline(row.at, sandbox.events.of(row))}</ol></aside>`
}
</div>
</article>`;
}

/** The texts alone, as the page fetches them anew. */
export function renderBubbles(
  sandbox: Sandbox,
  thread: Thread,
  entries = findThread(sandbox, thread),
  chosen?: LedgerRow,
): Html {
  const blocked = sandbox.suppressions.find(thread.token, thread.ours, thread.theirs) !== undefined;
  return html`${entries.length === 0 && html`<li class="note">No texts yet</li>`}
${entries.map((entry) => renderEntry(sandbox, thread, entry, chosen))}
${blocked && html`<li class="note blocked">Stopped: texts from ${thread.ours} are refused (21610) until this person texts START</li>`}`;
}

function renderEntry(
  sandbox: Sandbox,
  thread: Thread,
  entry: ThreadEntry,
  chosen: LedgerRow | undefined,
): Html {
  if (entry.kind === "sent") {
    const { row } = entry;
    const { body, mediaUrls, parts } = readText(sandbox.ledger, row);
    const state = messageState(row, sandbox.events.of(row));
    const many = parts > 1 && html` · ${parts} parts`;
    const lost = state.tone === "red";
    const react =
      !lost &&
      body !== "" &&
      html`<form method="post" action="${threadPath(thread)}"><input type="hidden" name="body" value="${reactionTo(body)}"><button class="react" aria-label="React with a heart" title="React with a heart">♥</button></form>`;
    return html`<li class="${lost ? "got lost" : "got"}"${chosen?.seq === row.seq ? html` aria-current="true"` : undefined}>
${mediaUrls.map((url) => html`<img src="${url}" alt="Picture that was sent" loading="lazy">`)}${body && html`<p>${body}</p>`}
<span class="meta"><a class="meta" href="/outbox/m/${row.id}"><span class="state ${state.tone}">${state.word}</span>${showTime(row.at)}${many}</a>${react}</span></li>`;
  }
  const { text } = entry;
  const pictures = sandbox.inbound.pictures(text.id);
  return html`<li class="own">
${pictures.map(({ id }) => html`<img src="/_media/${sandbox.inbound.pictureIds.of(id)}" alt="Picture that this person sent">`)}${text.body && html`<p>${text.body}</p>`}
<span class="meta">${showTime(text.at)}</span></li>
${text.keyword && html`<li class="got"><p>${KEYWORD_ANSWERS[text.keyword]}</p><span class="meta">answered by the provider itself</span></li>`}`;
}
