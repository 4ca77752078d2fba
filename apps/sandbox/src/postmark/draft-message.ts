import type { Draft } from "../ledger/message.ts";
import { chooseOutcome } from "../outcomes/choose-outcome.ts";
import { extractLinks } from "../outcomes/extract-links.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { checkMessage } from "./check-message.ts";
import { type PostmarkError, refusal } from "./errors.ts";
import type { Message } from "./message.ts";

const INACTIVE =
  "Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.";
const WITH_LINKS: ReadonlySet<Outcome> = new Set(["click", "scanner"]);
const WITH_OPENS: ReadonlySet<Outcome> = new Set(["open", "machineopen", "click"]);

/** Words of an answer "OK" that names recipients who will get nothing. */
export interface Drafted {
  draft: Draft;
  answer: string;
}

/**
 * Decides about one message: refused with Postmark's code, or a row to be written.
 * @param place of the message in its batch, -1 for a single one
 */
export function draftMessage(
  sandbox: Sandbox,
  server: Server,
  message: Message,
  place: number,
): Drafted | PostmarkError {
  const checked = checkMessage(sandbox.servers, server, message);
  if ("ErrorCode" in checked) return checked;
  const suppressed = (address: string) =>
    sandbox.suppressions.find(server.token, checked.stream, address.toLowerCase()) !== undefined;
  const inactive = checked.all.filter((mailbox) => suppressed(mailbox.Email)).map((mailbox) => mailbox.Email);
  const first = checked.to.find((mailbox) => !inactive.includes(mailbox.Email)) ?? checked.to[0];
  if (inactive.length === checked.all.length || !first) {
    const found = `Found inactive addresses: ${inactive.join(", ")}. ${INACTIVE}`;
    return refusal(406, `You tried to send to recipient(s) that have been marked as inactive. ${found}`);
  }
  const who = first.Email.toLowerCase();
  const subject = message.Subject ?? "";
  const wanted = chooseOutcome(who, subject, sandbox.faults.outcomes(server.token));
  const { outcome, links } = possible(wanted, server, message);
  return {
    answer:
      inactive.length > 0
        ? `Message OK, but will not deliver to these inactive addresses: ${inactive.join(", ")}.`
        : "OK",
    draft: {
      outcome,
      content: {
        place,
        to: message.To ?? "",
        who,
        from: message.From ?? "",
        subject,
        ...(message.Tag ? { tag: message.Tag } : {}),
        stream: checked.stream,
        meta: message.Metadata ?? {},
        ...(links.length > 0 ? { links } : {}),
      },
    },
  };
}

/** An outcome that this mail allows: nobody clicks a mail without links, nothing is seen of opens that are not tracked. */
function possible(wanted: Outcome, server: Server, message: Message): { outcome: Outcome; links: string[] } {
  const opens = (message.TrackOpens ?? server.trackOpens) && Boolean(message.HtmlBody);
  const tracksLinks = message.TrackLinks ? message.TrackLinks !== "None" : server.trackLinks;
  const links = tracksLinks && WITH_LINKS.has(wanted) ? extractLinks(message.HtmlBody, message.TextBody) : [];
  let outcome = wanted;
  if (WITH_LINKS.has(outcome) && links.length === 0) outcome = outcome === "click" ? "open" : "deliver";
  if (WITH_OPENS.has(outcome) && !opens) outcome = links.length > 0 ? "click" : "deliver";
  return { outcome, links };
}
