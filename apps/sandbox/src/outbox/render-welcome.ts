import { html } from "hono/html";
import { OUTCOME_NAMES, OUTCOMES, TEXT_FAILURE_NAMES, TEXT_FAILURES } from "../outcomes/outcome.ts";
import type { Sandbox } from "../sandbox.ts";
import { REFUSED_TO, STEERED_TEXTS } from "../twilio/steering-numbers.ts";
import type { Html } from "./view.ts";

/** What the pane shows while nothing is chosen: what this is, and which addresses and numbers steer what happens. */
export function renderWelcome({ servers }: Sandbox, wrote?: string): Html {
  const numbers = servers.all().filter(({ textsFrom }) => textsFrom !== undefined);
  const mailed = servers.all().filter(({ inboundAddress }) => inboundAddress !== undefined);
  const steered = { slow: "Delivered only after half a minute", none: "Sent, and never heard of again" };
  return html`<div class="welcome">
<h1>The mailboxes and phones of everyone</h1>
<p>This simulator plays the providers of mail and of texts. What is sent through it lands here and nowhere else. Choose a mail
to read it as its receiver would, and to act for them: open, click, bounce, complain, unsubscribe. Choose a text to hold the
phone: text back, react, send a picture, stop.</p>
${servers
  .all()
  .map(
    ({ name, customerPagesUrl: pages }) =>
      pages !== undefined &&
      html`<p>Customers of ${name} sign in at <a href="${pages}">${pages}</a>; the code comes here.</p>`,
  )}
<p>Left alone, mailboxes behave as in life: about one in forty bounces, a third open within a minute, a tenth click.
These addresses always do the same, at any domain; <code>bounce@…</code>, <code>bounce7@…</code> and <code>bounce+test@…</code> are alike.</p>
<table><thead><tr><th scope="col">Address</th><th scope="col">What becomes of the mail</th></tr></thead>
<tbody>${OUTCOME_NAMES.map((name) => html`<tr><td><code>${name}@…</code></td><td>${OUTCOMES[name]}</td></tr>`)}</tbody></table>
<p class="lead">Phones get every text within a second or two, but for these.</p>
<table><thead><tr><th scope="col">Number</th><th scope="col">What becomes of the text</th></tr></thead>
<tbody>${Object.entries(REFUSED_TO).map(([number, [code, words]]) => html`<tr><td><code>${number}</code></td><td>Refused with ${code}: ${words}</td></tr>`)}
${TEXT_FAILURE_NAMES.map((name) => html`<tr><td><code>${TEXT_FAILURES[name].number}</code></td><td>Not delivered, ${TEXT_FAILURES[name].code}: ${TEXT_FAILURES[name].words}</td></tr>`)}
${Object.entries(STEERED_TEXTS).map(([number, name]) => html`<tr><td><code>${number}</code></td><td>${name === "slow" ? steered.slow : steered.none}</td></tr>`)}</tbody></table>
${
  servers.all().length > 0 &&
  html`<p class="lead">Somebody may also text first:</p>
<form class="first-text" method="post" action="/outbox/phone">
<label>Server <select name="token">${servers.all().map(({ token, name }) => html`<option value="${token}">${name}</option>`)}</select></label>
<label>Their number <input name="from" required pattern="\\+[0-9]{7,15}" placeholder="+12025550111"></label>
<label>The sender's number <input name="to" required pattern="\\+[0-9]{7,15}" placeholder="+12025550100" list="senders" value="${numbers[0]?.textsFrom ?? ""}"></label>
<datalist id="senders">${numbers.map(({ textsFrom, name }) => html`<option value="${textsFrom}">${name}</option>`)}</datalist>
<button class="button">Open this phone</button></form>`
}
${
  mailed.length > 0 &&
  html`<p class="lead">Or write an email, as a customer or as somebody whom nobody knows:</p>
<form class="first-text" method="post" action="/outbox/write">
<label>To <select name="token">${mailed.map(({ token, name }) => html`<option value="${token}">${name}</option>`)}</select></label>
<label>From <input name="from" type="email" required placeholder="ellen@mail.example"></label>
<label>Subject <input name="subject" maxlength="200"></label>
<label class="wide">Text <textarea name="body" rows="3" required></textarea></label>
<button class="button">Send the email</button></form>
${wrote !== undefined && html`<p role="status">${wrote === "yes" ? "It was taken. Look into Messages." : "It was not taken."}</p>`}`
}
</div>`;
}
