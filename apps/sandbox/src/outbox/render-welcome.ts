import { html } from "hono/html";
import { OUTCOME_NAMES, OUTCOMES } from "../outcomes/outcome.ts";
import type { Html } from "./view.ts";

/** What the pane shows while no mail is chosen: what this is, and which addresses steer what happens. */
export function renderWelcome(): Html {
  return html`<div class="welcome">
<h1>The mailboxes of everyone</h1>
<p>This simulator plays the mail provider. Mail sent through it lands here and nowhere else. Choose one to read it as its
receiver would, and to act for them: open, click, bounce, complain, unsubscribe.</p>
<p>Left alone, mailboxes behave as in life: about one in forty bounces, a third open within a minute, a tenth click.
These addresses always do the same, at any domain; <code>bounce@…</code>, <code>bounce7@…</code> and <code>bounce+test@…</code> are alike.</p>
<table><thead><tr><th scope="col">Address</th><th scope="col">What becomes of the mail</th></tr></thead>
<tbody>${OUTCOME_NAMES.map((name) => html`<tr><td><code>${name}@…</code></td><td>${OUTCOMES[name]}</td></tr>`)}</tbody></table>
</div>`;
}
