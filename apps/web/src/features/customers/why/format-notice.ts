import type { DeliveryTold, NoticeExplained } from "@packpost/core/customer/why/explain-notice";
import { formatProvider } from "#web/components/status/format-provider.ts";
import { day, helpOf, on, type Why } from "./why.ts";

/**
 * Why (or that) somebody got a message of the team's, or a mail or text to them alone, with what was true then (P8).
 * @param name as the page calls them
 * @param zone the organisation's
 */
export function formatNotice(found: NoticeExplained, name: string, now: Date, zone: string): Why {
  if (found.message !== null) return ofMessage(found, found.message, name, now, zone);
  const told = found.mail ?? found.text;
  const why = told === null ? nothingKnown : ofDelivery(told, name, zone);
  return why.got ? why : { ...why, helps: found.barriers.flatMap(helpOf) };
}

const nothingKnown: Why = { got: false, sentences: ["Nothing more is known of it."], helps: [] };

function ofMessage(
  found: NoticeExplained,
  message: NonNullable<NoticeExplained["message"]>,
  name: string,
  now: Date,
  zone: string,
): Why {
  const written = `${message.author} wrote it ${on(found.at, zone)}.`;
  const settled = message.settledAt === null ? "" : ` ${on(message.settledAt, zone)}`;
  const not = (...sentences: string[]): Why => ({
    got: false,
    sentences: [written, ...textFailed(found.text, zone), ...sentences],
    helps: found.barriers.flatMap(helpOf),
  });
  if (message.absent)
    return not(
      `It concerned whoever was of the family then. ${name} is a customer since ${day(found.customerSince, zone)}; in their own pages they can read it.`,
    );
  const open = found.barriers.length === 0 ? "Today nothing keeps a mail from them." : "";
  switch (message.outcome) {
    case "read":
      return {
        got: true,
        sentences: [written, `${name} had read it by then, so no email was needed${settled}.`],
        helps: [],
      };
    case "texted":
      return { got: true, sentences: [written, `${name} got it as a text${settled}.`], helps: [] };
    case "mailed": {
      if (found.mail === null) return not(`It was mailed${settled}.`);
      const mail = ofDelivery(found.mail, name, zone);
      return {
        ...mail,
        sentences: [written, ...mail.sentences],
        helps: mail.got ? [] : found.barriers.flatMap(helpOf),
      };
    }
    case "no_address":
      return not(
        `When it was to be mailed${settled}, ${name} had no email address. It stands in their own pages.`,
        open,
      );
    case "blocked":
      return not(
        `When it was to be mailed${settled}, ${name}’s address was blocked. It stands in their own pages.`,
        open,
      );
    case "unsubscribed":
      return not(
        `${name}, or somebody at the same address, wants no emails about messages. It stands in their own pages.`,
      );
    case null:
      if (found.barriers.length > 0)
        return not(
          `If ${name} does not read it in their own pages it is to be mailed, and as things stand no mail can go to them.`,
        );
      return not(
        message.dueAt !== null && message.dueAt > now
          ? `It is mailed to ${name} ${on(message.dueAt, zone)} unless they read it before.`
          : `It is being mailed to ${name} now, unless they have read it.`,
      );
  }
}

/** Of a message that went as a text too, and did not arrive. */
function textFailed(text: DeliveryTold | null, zone: string): string[] {
  if (text === null || !["failed", "dropped", "undelivered"].includes(text.status)) return [];
  return ofDelivery(text, "They", zone).sentences;
}

function ofDelivery(told: DeliveryTold, name: string, zone: string): Why {
  const { status, statusAt, channel, address } = told;
  const at = statusAt === null ? "" : ` ${on(statusAt, zone)}`;
  const it = channel === "sms" ? "The text" : "The mail";
  const said = formatProvider(told.providerMessage);
  const words =
    said === null || said === "" ? [] : [`The ${channel === "sms" ? "carrier" : "server"} said: “${said}”`];
  const no = (...sentences: string[]): Why => ({ got: false, sentences, helps: [] });
  switch (status) {
    case "waiting":
    case "claimed":
      return no(`${it} to ${address} is on its way.`, ...words);
    case "cancelled":
      return no(`${it} was withdrawn before it was sent${at}.`, ...(said === null ? [] : [said]));
    case "unconfirmed":
      return no(
        `${it} to ${address} may have been sent, but the provider has not confirmed it. Packpost goes on asking.`,
      );
    case "dropped":
      return no(`${it} to ${address} was not sent${at}.`, ...words);
    case "bounced":
    case "failed":
    case "undelivered":
    case "skipped":
      return no(`${it} to ${address} did not arrive${at}.`, ...words);
    case "spam_complaint":
      return {
        got: true,
        sentences: [`${name} got it at ${address} and marked it as spam${at}.`],
        helps: [],
      };
    default:
      return {
        got: true,
        sentences: [
          `${name} got it at ${address}: ${status === "sent" ? "the provider took it" : status}${at}.`,
          ...(status === "delivered" && channel === "email"
            ? ["Their mail server took it. It may have put it into the spam folder."]
            : []),
        ],
        helps: [],
      };
  }
}
