import type { SenderCheck } from "@packpost/core/sender/get-sender-check";
import type { SenderPart } from "@packpost/core/sender/sender-parts";

interface SenderCheckWords {
  headline: string;
  more: string;
  tone: "good" | "look" | "bad";
}

/** What the check of the sender's domain comes to, in one line. */
export function formatSenderCheck({
  domain,
  checkedAt,
  parts,
  refused,
  source,
  mailService,
}: SenderCheck): SenderCheckWords {
  if (mailService)
    return { headline: `${domain} cannot be used for campaigns.`, more: mailService, tone: "bad" };
  if (checkedAt === null)
    return {
      headline: `${domain} has not been checked yet.`,
      more: refused ? "Campaigns are refused until it has been." : "It will be within a quarter of an hour.",
      tone: refused ? "bad" : "look",
    };
  const missing = parts.filter(({ state }) => state === "missing").length;
  if (missing > 0)
    return {
      headline: `${domain} is not verified.`,
      more: `${missing === 1 ? "One record is" : `${missing} records are`} missing. Campaigns are refused until ${missing === 1 ? "it is" : "they are"} there.`,
      tone: "bad",
    };
  if (refused)
    return {
      headline: `Whether ${domain} is yours could not be looked up.`,
      more: "Campaigns are refused until it has been. It is tried again by itself.",
      tone: "bad",
    };
  if (parts.some(({ state }) => state === "unknown"))
    return {
      headline: `Nothing is missing at ${domain}, as far as one can see.`,
      more:
        source === "dns"
          ? "Some of it only your Postmark account knows. Campaigns may be sent."
          : "Some of it could not be asked just now. Campaigns may be sent.",
      tone: "look",
    };
  return { headline: `${domain} is verified.`, more: "Campaigns may be sent.", tone: "good" };
}

/** What each record is for. */
export const senderPartWords: Record<SenderPart["part"], { name: string; meaning: string }> = {
  owner: {
    name: "Your record",
    meaning: "Shows that the domain is your organisation's: only whoever runs it can add this record.",
  },
  dkim: { name: "DKIM", meaning: "Signs every mail, so that receivers see that it is yours and unchanged." },
  return_path: { name: "Return path", meaning: "Lets bounces come back under your own domain." },
  spf: {
    name: "SPF",
    meaning: "Says which servers may send mail for you. A return path of your own carries it.",
  },
  dmarc: { name: "DMARC", meaning: "Tells receivers what to do with mail that only pretends to be yours." },
};
