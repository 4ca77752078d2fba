import { type Message, Models } from "postmark";
import type { OutgoingEmail } from "../email.ts";
import type { SendOptions, SendOutcome } from "../send-outcome.ts";
import { callPostmark, type PostmarkSettings } from "./call.ts";
import { mailbox } from "./mailbox.ts";
import { readResults } from "./read-results.ts";
import { streamName } from "./streams.ts";

/** Postmark's limits of one `/email/batch`: 500 mails, 50 MB; we stay a little below the bytes. */
export const postmarkLimits = { maxMailsPerBatch: 500, maxBytesPerBatch: 45_000_000 };

/**
 * Hand a batch to Postmark (`POST /email/batch`), never after the deadline.
 * @param mails 1 to 500 mails of one attempt
 * @throws RangeError when the batch is empty or too long: the caller's mistake, nothing was sent
 */
export async function sendBatch(
  settings: PostmarkSettings,
  mails: readonly OutgoingEmail[],
  options: SendOptions,
): Promise<SendOutcome> {
  if (mails.length === 0 || mails.length > postmarkLimits.maxMailsPerBatch) {
    throw new RangeError(`A batch has 1 to ${postmarkLimits.maxMailsPerBatch} mails, not ${mails.length}`);
  }
  const call = await callPostmark(
    settings,
    { deadline: options.deadline, signal: options.signal },
    (client) => client.sendEmailBatch(mails.map(toMessage)),
  );
  switch (call.kind) {
    case "answered":
      return readResults(mails, call.body);
    case "refused":
      return { outcome: "account_problem", code: call.code, words: call.words };
    case "too_late":
      return { outcome: "too_late" };
    case "throttled":
      return { outcome: "throttled", retryAfterMs: call.retryAfterMs, words: call.words };
    case "unavailable": {
      const { kind: _, ...rest } = call;
      return { outcome: "unavailable", ...rest };
    }
  }
}

function toMessage(mail: OutgoingEmail): Message {
  return {
    From: mailbox(mail.from),
    To: mail.to,
    Subject: mail.subject,
    HtmlBody: mail.html,
    TextBody: mail.text,
    MessageStream: streamName(mail.stream),
    TrackOpens: mail.trackOpens,
    TrackLinks: mail.trackLinks ? Models.LinkTrackingOptions.HtmlOnly : Models.LinkTrackingOptions.None,
    Metadata: { attempt: mail.attemptId, recipient: mail.recipientId },
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
  const quiet =
    mail.automated === "mass"
      ? [
          { Name: "X-Auto-Response-Suppress", Value: "DR, RN, NRN, OOF, AutoReply" },
          { Name: "Precedence", Value: "bulk" },
        ]
      : [{ Name: "X-Auto-Response-Suppress", Value: "All" }];
  const wayOut =
    mail.unsubscribeUrl === undefined
      ? []
      : [
          { Name: "List-Unsubscribe", Value: `<${mail.unsubscribeUrl}>` },
          { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
        ];
  return [{ Name: "Auto-Submitted", Value: "auto-generated" }, ...quiet, ...wayOut];
}
