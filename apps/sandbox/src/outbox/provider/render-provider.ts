import { html } from "hono/html";
import { OUTCOME_NAMES, OUTCOMES, TEXT_FAILURE_NAMES, TEXT_FAILURES } from "../../outcomes/outcome.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Server } from "../../servers/server.ts";
import type { Html } from "../view.ts";
import { ANSWERS, wordsOf } from "./answers.ts";

const PARTS = [
  ["listed", "in the account"],
  ["dkim", "DKIM"],
  ["returnPath", "return path"],
  ["spf", "SPF"],
  ["dmarc", "DMARC"],
] as const;

/** The providers' side: what they answer next, what becomes of messages, and what they know of account and senders. */
export function renderProvider(sandbox: Sandbox, server: Server, wrong?: string): Html {
  const action = `/outbox/provider/${encodeURIComponent(server.token)}`;
  const form = (change: string, body: Html) =>
    html`<form class="first-text" method="post" action="${action}"><input type="hidden" name="change" value="${change}">${body}</form>`;
  return html`<div class="welcome">
<a class="back" href="/outbox">‹ All messages</a>
<h1>What goes wrong</h1>
<p>How the providers of mail and texts treat a server from now on. Forgotten when the simulator stops, but for the account.</p>
<form class="first-text" method="get" action="/outbox/provider"><label>Server <select name="server">${sandbox.servers
    .all()
    .map(
      ({ token, name }) =>
        html`<option value="${token}"${token === server.token ? html` selected` : undefined}>${name}</option>`,
    )}</select></label><button class="button">Show</button></form>
${wrong !== undefined && html`<p class="notice bad" role="alert">${wrong}</p>`}
${renderUnusual(sandbox, server, form)}
<h2 class="lead">The next calls are answered</h2>
${form(
  "next",
  html`<label>How <select name="answer">${Object.entries(ANSWERS).map(([name, { words }]) => html`<option value="${name}">${words}</option>`)}</select></label>
<label>Calls <select name="endpoint"><option value="send">that send</option><option value="search">that ask</option></select></label>
<label>How many <input name="times" type="number" min="1" max="10000" value="1" required></label><button class="button">Answer so</button>`,
)}
<h2 class="lead">What becomes of messages</h2>
${form(
  "outcome",
  html`<label>To <input name="who" required maxlength="320" placeholder="ana@mail.example, @mail.example, +12025550111"></label>
<label>Comes to <select name="outcome">${OUTCOME_NAMES.map((name) => html`<option value="${name}">${OUTCOMES[name]}</option>`)}${TEXT_FAILURE_NAMES.map((name) => html`<option value="${name}">Text: ${TEXT_FAILURES[name].words} (${TEXT_FAILURES[name].code})</option>`)}</select></label><button class="button">Set</button>`,
)}
<h2 class="lead">A sender’s domain</h2>
<p>Every domain is verified in all parts until told otherwise.</p>
${form(
  "domain",
  html`<label>Domain <input name="domain" required placeholder="riverside.example"></label>
${PARTS.map(([part, word]) => html`<label class="tick"><input type="checkbox" name="${part}" checked> ${word}</label>`)}
<label class="wide">The owner’s record at _packpost <input name="proof" maxlength="200" placeholder="none"></label><button class="button">Set</button>`,
)}
<h2 class="lead">What the providers tell, and can be asked</h2>
${renderReports(sandbox, server, form)}
<h2 class="lead">The account</h2>
<p>Its keys, to be entered where an organisation brings accounts of its own; those of another server open another account.</p>
<table><tbody><tr><th scope="row">Mail: server token</th><td><code>${server.token}</code></td></tr>
<tr><th scope="row">Texts: account and auth token</th><td><code>${server.accountSid}</code> <code>${server.token}</code></td></tr></tbody></table>
${form("account", html`<input type="hidden" name="live" value="${server.live ? "no" : "yes"}"><button class="button">${server.live ? "Suspend the account" : "Open the account again"}</button>`)}
${form("another", html`<label>Another account, called <input name="name" required maxlength="200" value="Somebody else"></label><button class="button">Make it</button>`)}
</div>`;
}

type Form = (change: string, body: Html) => Html;

function renderReports({ faults }: Sandbox, { token }: Server, form: Form): Html {
  const { webhooks, searchDown } = faults.knobs(token);
  const option = (value: string, word: string, now: boolean) =>
    html`<option value="${value}"${now ? html` selected` : undefined}>${word}</option>`;
  return form(
    "reports",
    html`<label>Reports <select name="webhooks">${option("on", "come", webhooks === "on")}${option("hold", "are held until they come again", webhooks === "hold")}${option("off", "are lost", webhooks === "off")}</select></label>
<label>Search <select name="search">${option("up", "answers", !searchDown)}${option("down", "is away", searchDown)}</select></label><button class="button">Set</button>`,
  );
}

/** What stands otherwise than usual, each with the way back. */
function renderUnusual({ faults }: Sandbox, server: Server, form: Form): Html | undefined {
  const {
    next = [],
    outcomes = {},
    domains = {},
    webhooks = "on",
    searchDown = false,
  } = faults.own(server.token);
  const away = (change: string, fields: Html) =>
    form(change, html`${fields}<button class="button">As usual</button>`);
  const lines = [
    ...next.map(
      (fault) =>
        [
          `The next ${fault.times} ${fault.endpoint === "send" ? "sent" : "asked"}`,
          wordsOf(fault),
          undefined,
        ] as const,
    ),
    ...Object.entries(outcomes).map(
      ([who, outcome]) =>
        [
          who,
          outcome in OUTCOMES ? OUTCOMES[outcome as keyof typeof OUTCOMES] : `Text: ${outcome}`,
          away(
            "outcome",
            html`<input type="hidden" name="who" value="${who}"><input type="hidden" name="outcome" value="">`,
          ),
        ] as const,
    ),
    ...Object.entries(domains).map(
      ([domain, parts]) =>
        [
          domain,
          PARTS.map(([part, word]) => `${word}: ${parts[part] === false ? "no" : "yes"}`).join(" · "),
          away("domain-away", html`<input type="hidden" name="domain" value="${domain}">`),
        ] as const,
    ),
    ...(webhooks === "on"
      ? []
      : [["Reports", webhooks === "off" ? "are lost" : "are held", undefined] as const]),
    ...(searchDown ? [["Search", "is away", undefined] as const] : []),
    ...(server.live ? [] : [["The account", "is suspended", undefined] as const]),
  ];
  if (lines.length === 0) return html`<p role="status">Everything is as usual.</p>`;
  return html`<table aria-label="Otherwise than usual"><tbody>${lines.map(([what, how, back]) => html`<tr><th scope="row">${what}</th><td>${how}</td><td>${back}</td></tr>`)}</tbody></table>
${form("usual", html`<button class="button">All as usual again</button>`)}`;
}
