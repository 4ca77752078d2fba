import { type Message, Models } from "postmark";
import type { MergedText, OutgoingEmail } from "../email.ts";
import { mailbox } from "./mailbox.ts";
import { streamName } from "./streams.ts";

/** One mail as Postmark's API wants it. */
export function toMessage(mail: OutgoingEmail): Message {
  return {
    From: mailbox(mail.from),
    To: mail.to,
    Subject: mail.subject,
    HtmlBody: wholeText(mail.html),
    TextBody: wholeText(mail.text),
    MessageStream: streamName(mail.stream),
    TrackOpens: mail.trackOpens,
    TrackLinks: mail.trackLinks ? Models.LinkTrackingOptions.HtmlOnly : Models.LinkTrackingOptions.None,
    Metadata: {
      attempt: mail.attemptId,
      recipient: mail.recipientId,
      ...(mail.broadcastId !== undefined && { broadcast: mail.broadcastId }),
    },
    ...(mail.replyTo !== undefined && { ReplyTo: mail.replyTo }),
    ...(mail.tag !== undefined && { Tag: mail.tag }),
    Headers: headersOf(mail),
  };
}

/**
 * Headers that ask other programs not to answer (RFC 3834; Exchange's own X-Auto-Response-Suppress), and the way out.
 * A mass mail still wants its non-delivery reports: they are bounces. `Precedence` is what older responders look at.
 */
function headersOf(mail: OutgoingEmail): { Name: string; Value: string }[] {
  const written = { Name: "Auto-Submitted", Value: "auto-generated" };
  const quiet = {
    mass: [
      written,
      { Name: "X-Auto-Response-Suppress", Value: "DR, RN, NRN, OOF, AutoReply" },
      { Name: "Precedence", Value: "bulk" },
    ],
    single: [written, { Name: "X-Auto-Response-Suppress", Value: "All" }],
    person: [],
  }[mail.automated ?? "person"];
  const wayOut =
    mail.unsubscribeUrl === undefined
      ? []
      : [
          { Name: "List-Unsubscribe", Value: `<${mail.unsubscribeUrl}>` },
          { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
        ];
  return [...quiet, ...wayOut, ...threadHeadersOf(mail)];
}

/**
 * What lets mail programs show a conversation as one, and an answer name what it answers (RFC 5322, 3.6.4). Postmark gives every mail
 * an id of its own unless it is asked to keep ours.
 */
function threadHeadersOf({ messageId, references = [] }: OutgoingEmail): { Name: string; Value: string }[] {
  if (messageId === undefined) return [];
  const before = references.at(-1);
  return [
    { Name: "Message-ID", Value: `<${messageId}>` },
    { Name: "X-PM-KeepID", Value: "true" },
    ...(before === undefined
      ? []
      : [
          { Name: "In-Reply-To", Value: `<${before}>` },
          { Name: "References", Value: references.map((id) => `<${id}>`).join(" ") },
        ]),
  ];
}

function wholeText(text: string | MergedText): string {
  return typeof text === "string" ? text : String.raw({ raw: text.fixed }, ...text.own);
}
