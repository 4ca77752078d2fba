import { z } from "zod";
import type { ActResult } from "../control/act.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import type { Sandbox } from "../sandbox.ts";
import { readMessage } from "./message.ts";
import { listUnsubscribe, pressOneClick } from "./press-one-click.ts";

/** What a reader does with a mail. */
export const mailActSchema = z.strictObject({
  action: z.enum(["open", "click", "bounce", "complain", "unsubscribe"]),
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
      happen("open");
      return { ok: true, did: "opened" };
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

const WHY = {
  "no-header": "The mail has no List-Unsubscribe header with a web address.",
  "not-one-click": "The mail's List-Unsubscribe-Post header does not offer one-click (RFC 8058).",
  "far-host": "The unsubscribe address is on another machine; the simulator does not leave this one.",
  unreachable: "The unsubscribe address did not answer.",
};
