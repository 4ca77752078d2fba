import { html } from "hono/html";
import type { Occurrence } from "../events/occurrence.ts";
import { isTextFailure, TEXT_FAILURES } from "../outcomes/outcome.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import { showTime } from "./show-time.ts";
import type { Html } from "./view.ts";

const WORDS: Record<EventKind, readonly [text: string, tone: string]> = {
  sent: ["Sent to the carrier", "blue"],
  delivery: ["Delivered", "spruce"],
  undelivered: ["Not delivered", "red"],
  "hard-bounce": ["Hard bounce: unknown user", "red"],
  "soft-bounce": ["Soft bounce: mailbox full", "red"],
  "transient-bounce": ["Delayed, tried again", "marigold"],
  "blocked-bounce": ["Blocked by the receiving server", "red"],
  "content-bounce": ["Rejected as spam by its content", "red"],
  "auto-reply": ["An auto-responder answered", "grey"],
  open: ["Opened", "spruce"],
  "machine-open": ["Loaded by Apple's privacy proxy", "grey"],
  click: ["Clicked", "spruce"],
  "scanner-click": ["Visited by a link scanner", "grey"],
  complaint: ["Reported as spam", "red"],
  "suppressed-by-bounce": ["Address suppressed on this stream", "red"],
  "suppressed-by-complaint": ["Address suppressed on this stream", "red"],
  unsubscribe: ["Unsubscribed by Postmark's link; address suppressed", "marigold"],
  "one-click": ["One-click unsubscribe pressed (RFC 8058)", "marigold"],
  "suppressed-by-customer": ["Suppressed by the sender", "marigold"],
  reactivated: ["Reactivated by the sender", "grey"],
  inbound: ["Answered", "spruce"],
};

/** What has happened to a message, in order. */
export function renderTimeline(acceptedAtMs: number, events: readonly Occurrence[]): Html {
  return html`<li class="blue"><span>Accepted</span>${showTime(acceptedAtMs, true)}</li>
${events.map((event) => {
  const [text, tone] = WORDS[event.kind];
  const failure =
    event.row && isTextFailure(event.row.outcome) ? TEXT_FAILURES[event.row.outcome] : undefined;
  const why = event.kind === "undelivered" && failure && html` <em>${failure.words} (${failure.code})</em>`;
  return html`<li class="${tone}"><span>${text}${why}${event.link && html` <em title="${event.link}">${shorten(event.link)}</em>`}</span>${showTime(event.atMs, true)}</li>`;
})}`;
}

function shorten(link: string): string {
  const bare = link.replace(/^https?:\/\//, "");
  return bare.length > 44 ? `${bare.slice(0, 43)}…` : bare;
}
