import type { NoticeExplained } from "@packpost/core/customer/why/explain-notice";
import type { SendingExplained } from "@packpost/core/customer/why/explain-sending";
import { alertReasonWords } from "#web/components/status/alert-reason-words.ts";
import { formatProvider } from "#web/components/status/format-provider.ts";
import { bounceKinds, dropKinds } from "#web/components/status/outcome-kind-labels.ts";
import { formatReason, reasonLabels } from "#web/components/status/reason-words.ts";
import { formatNotice } from "./format-notice.ts";
import { day, helpOf, on, type Why } from "./why.ts";

/**
 * Why (or that) somebody got a campaign, an alert, a message or any other mail or text, with what was true then (P8).
 * @param name as the page calls them
 * @param zone the organisation's
 */
export function formatWhy(
  found: SendingExplained | NoticeExplained,
  name: string,
  now: Date,
  zone: string,
): Why {
  if ("message" in found) return formatNotice(found, name, now, zone);
  if (found.mail !== null) return ofMail(found, found.mail, name, now, zone);
  if (found.text !== null) return ofText(found.text, name, zone);
  if (found.absence !== null) return { got: false, sentences: [absent(found, name, zone)], helps: [] };
  return toCome(found, name, now, zone);
}

function ofMail(
  found: SendingExplained,
  mail: NonNullable<SendingExplained["mail"]>,
  name: string,
  now: Date,
  zone: string,
): Why {
  const at = mail.statusAt === null ? "" : ` ${on(mail.statusAt, zone)}`;
  const said = formatProvider(mail.providerMessage);
  switch (mail.status) {
    case "skipped": {
      const reasons = mail.reasons.map((reason) => formatReason(reason, now, zone));
      const still = mail.still;
      const over = mail.reasons.filter(({ code }) => still !== null && !still.includes(code));
      return {
        got: false,
        sentences: [
          `${found.writtenAt === null ? "" : `${capital(on(found.writtenAt, zone))} `}${name} was left out: ${reasons.join("; ")}.`,
          ...(over.length === 0
            ? []
            : [
                over.length === mail.reasons.length
                  ? "Since then that has changed: today nothing of it would keep them from a campaign."
                  : `Since then this has changed: ${over.map(({ code }) => reasonLabels[code].word.toLowerCase()).join(", ")}.`,
              ]),
        ],
        helps: mail.reasons
          .filter(({ code }) => !over.some((one) => one.code === code) && code !== "excluded_by_hand")
          .flatMap(helpOf),
      };
    }
    case "waiting":
    case "claimed":
      return {
        got: false,
        sentences: [`${name}’s turn has not come yet: it goes out when it does.`],
        helps: [],
      };
    case "cancelled":
      return {
        got: false,
        sentences: [`Somebody cancelled the rest${at}, before ${name}’s turn.`],
        helps: [],
      };
    case "unconfirmed":
      return {
        got: false,
        sentences: [
          `It may have been sent, but the mail provider has not confirmed it. Packpost goes on asking.`,
        ],
        helps: [],
      };
    case "bounced":
    case "dropped":
    case "failed":
    case "undelivered": {
      const kind =
        mail.dropReason !== null
          ? dropKinds[mail.dropReason]
          : mail.bounce === null
            ? null
            : bounceKinds[mail.bounce === "hard" ? "hard" : (mail.bounceKind ?? mail.bounce)];
      return {
        got: false,
        sentences: [
          `It was sent to ${mail.email ?? "them"} and did not arrive${at}${kind === null ? "." : `: ${kind.word.toLowerCase()}. ${kind.meaning}`}`,
          ...(said === null || said === "" ? [] : [`The server said: “${said}”`]),
        ],
        helps: kind === null ? [] : [{ words: kind.advice, reason: null }],
      };
    }
    default:
      return {
        got: true,
        sentences: [
          `${name} got it at ${mail.email ?? "their address"}: ${gotWords(mail.status)}${at}.`,
          ...(mail.openedAt === null && mail.status === "delivered"
            ? ["Their mail server took it. It may have put it into the spam folder."]
            : []),
        ],
        helps: [],
      };
  }
}

function gotWords(status: string): string {
  const words: Record<string, string> = {
    sent: "the mail provider took it",
    delivered: "delivered",
    opened: "opened",
    clicked: "opened, and a link of it followed",
    unsubscribed: "received, and unsubscribed from there",
    spam_complaint: "received, and marked as spam",
  };
  return words[status] ?? status;
}

function ofText(text: NonNullable<SendingExplained["text"]>, name: string, zone: string): Why {
  const at = text.statusAt === null ? "" : ` ${on(text.statusAt, zone)}`;
  if (text.status === "skipped") {
    const reasons = text.reasons.map((reason) =>
      reason === "same_number" && text.sameAs !== null
        ? `Same number as ${text.sameAs}, who got it.`
        : alertReasonWords[reason],
    );
    return { got: false, sentences: [`${name} was left out${at}. ${reasons.join(" ")}`], helps: [] };
  }
  if (text.status === "sent" || text.status === "delivered")
    return { got: true, sentences: [`${name} got the text: ${text.status}${at}.`], helps: [] };
  if (text.status === "waiting" || text.status === "claimed")
    return { got: false, sentences: [`${name}’s turn has not come yet.`], helps: [] };
  if (text.status === "cancelled")
    return { got: false, sentences: [`Somebody cancelled the rest${at}, before ${name}’s turn.`], helps: [] };
  const said = formatProvider(text.providerMessage);
  return {
    got: false,
    sentences: [
      `The text was sent and did not arrive${at}.`,
      ...(said === null || said === "" ? [] : [`The carrier said: “${said}”`]),
    ],
    helps: [],
  };
}

function absent(
  { absence, insteadOf, passName, writtenAt, customerSince }: SendingExplained,
  name: string,
  zone: string,
) {
  const then = writtenAt === null ? "then" : on(writtenAt, zone);
  switch (absence) {
    case "created_later":
      return `Its people were written down ${then}. ${name} is a customer only since ${day(customerSince, zone)}.`;
    case "nothing_of_the_pass":
      return `It went to those who have to do with ${passName === null ? "its pass" : `“${passName}”`}. ${capital(then)} ${name} had no application for it, and no pet of the family a registration.`;
    case "other_of_family":
      return `One text goes to each family. ${insteadOf} got it for theirs.`;
    default:
      return `It went to everybody with a visit in its range. ${capital(then)} ${name}’s family had none there.`;
  }
}

function toCome({ status, today, passName }: SendingExplained, name: string, now: Date, zone: string): Why {
  const when = status === "draft" ? "It is a draft and has not been sent" : "It has not been sent yet";
  if (passName === null) return { got: false, sentences: [`${when}: no pass is chosen.`], helps: [] };
  if (today === null)
    return {
      got: false,
      sentences: [
        `${when}. ${name} has no application for “${passName}”, and no pet of the family a registration.`,
      ],
      helps: helpOf({ code: "application_none" }),
    };
  if (today.length === 0)
    return { got: false, sentences: [`${when}. As things stand today, ${name} will receive it.`], helps: [] };
  return {
    got: false,
    sentences: [
      `${when}. As things stand today, ${name} will not receive it: ${today.map((reason) => formatReason(reason, now, zone)).join("; ")}.`,
    ],
    helps: today.flatMap(helpOf),
  };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
