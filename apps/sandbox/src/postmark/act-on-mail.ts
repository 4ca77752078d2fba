import { z } from "zod";
import type { ActResult } from "../control/act-result.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import type { Sandbox } from "../sandbox.ts";
import { readMessage } from "./message.ts";
import { listUnsubscribe, pressOneClick } from "./press-one-click.ts";

/** What a reader does with a mail. */
export const mailActSchema = z.strictObject({
  action: z.enum([
    "open",
    "click",
    "bounce",
    "complain",
    "unsubscribe",
    "scan",
    "machine-open",
    "delay",
    "soft-bounce",
    "block",
    "reject",
    "auto-answer",
  ]),
  messageId: z.string(),
  /** For `click`: which link; the first one of the mail unless told. */
  url: z.string().optional(),
  /** For `unsubscribe`: by the mail's header (RFC 8058) or by Postmark's own link; the header where there is one. */
  via: z.enum(["header", "postmark"]).optional(),
});

/** Does what a reader of a mail would do. */
export async function actOnMail(sandbox: Sandbox, body: z.infer<typeof mailActSchema>): Promise<ActResult> {
  const row = sandbox.ledger.byId(body.messageId);
  if (row?.channel !== "email") return { ok: false, why: "There is no such mail." };
  const { seq, token, stream, who: address } = row;
  const happen = (kind: EventKind, { link, laterMs = 0 }: { link?: string; laterMs?: number } = {}) =>
    sandbox.events.act({ kind, atMs: Date.now() + laterMs, token, stream, address, seq, link: link ?? null });
  switch (body.action) {
    case "open":
    case "machine-open":
    case "delay":
    case "soft-bounce":
    case "block":
    case "reject":
    case "auto-answer": {
      const [kind, did] = PLAIN[body.action];
      happen(kind);
      return { ok: true, did };
    }
    case "scan": {
      const message = readMessage(sandbox.ledger, row);
      const links = extractLinks(message.HtmlBody, message.TextBody);
      links.forEach((link, nth) => {
        happen("scanner-click", { link, laterMs: 150 * nth });
      });
      return links.length > 0
        ? { ok: true, did: "visited every link" }
        : { ok: false, why: "The mail has no link." };
    }
    case "click": {
      const message = readMessage(sandbox.ledger, row);
      const links = extractLinks(message.HtmlBody, message.TextBody);
      const link = body.url ?? links[0];
      if (link === undefined || !links.includes(link))
        return { ok: false, why: "The mail has no such link." };
      happen("click", { link });
      return { ok: true, did: "clicked" };
    }
    case "bounce":
      happen("hard-bounce");
      happen("suppressed-by-bounce", { laterMs: 50 });
      return { ok: true, did: "bounced" };
    case "complain":
      happen("complaint");
      happen("suppressed-by-complaint", { laterMs: 50 });
      return { ok: true, did: "complained" };
    case "unsubscribe": {
      const header = listUnsubscribe(readMessage(sandbox.ledger, row));
      if (body.via === "postmark" || (body.via === undefined && !header)) {
        happen("unsubscribe");
        return { ok: true, did: "unsubscribed through Postmark's link" };
      }
      const pressed = await pressOneClick(sandbox, row);
      if (!pressed.ok) return { ok: false, why: WHY[pressed.why] };
      happen("one-click");
      return { ok: true, did: "pressed one-click unsubscribe", status: pressed.status };
    }
  }
}

/** What one press makes happen, and nothing more. */
const PLAIN = {
  open: ["open", "opened"],
  "machine-open": ["machine-open", "opened by a program"],
  delay: ["transient-bounce", "delayed"],
  "soft-bounce": ["soft-bounce", "came back: mailbox full"],
  block: ["blocked-bounce", "blocked by the receiving server"],
  reject: ["content-bounce", "rejected as spam"],
  "auto-answer": ["auto-reply", "answered by an auto-responder"],
} as const satisfies Record<string, readonly [EventKind, string]>;

const WHY = {
  "no-header": "The mail has no List-Unsubscribe header with a web address.",
  "not-one-click": "The mail's List-Unsubscribe-Post header does not offer one-click (RFC 8058).",
  "far-host": "The unsubscribe address is on another machine; the simulator does not leave this one.",
  unreachable: "The unsubscribe address did not answer.",
};
