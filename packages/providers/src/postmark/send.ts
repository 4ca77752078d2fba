import { type Message, Models } from "postmark";
import * as z from "zod";
import type { AccountProblem, MailResult, OutgoingMail, SendOptions, SendOutcome } from "../types.ts";
import { callPostmark, defaultRetryAfterMs, type PostmarkSettings } from "./call.ts";
import { classifyMailError } from "./classify-error.ts";

/** Postmark's limits of one `/email/batch`: 500 mails, 50 MB; we stay a little below the bytes. */
export const postmarkLimits = { maxMailsPerBatch: 500, maxBytesPerBatch: 45_000_000 };

const replySchema = z.array(
  z
    .object({
      ErrorCode: z.number().int(),
      Message: z.string().default(""),
      MessageID: z.string().optional(),
      SubmittedAt: z.string().optional(),
    })
    .refine((reply) => reply.ErrorCode !== 0 || reply.MessageID),
);
type Reply = z.infer<typeof replySchema>[number];

/**
 * Hand a batch to Postmark (`POST /email/batch`), never after the deadline.
 * @param mails 1 to 500 mails of one attempt
 * @throws RangeError when the batch is empty or too long: the caller's mistake, nothing was sent
 */
export async function sendBatch(
  settings: PostmarkSettings,
  mails: readonly OutgoingMail[],
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

function readResults(mails: readonly OutgoingMail[], body: unknown): SendOutcome {
  const replies = replySchema.safeParse(body);
  // A 200 that we cannot read means accepted, probably: only asking tells.
  if (!replies.success || replies.data.length !== mails.length) {
    return { outcome: "unavailable", ambiguous: true, words: "The provider's answer could not be read" };
  }
  const results: MailResult[] = [];
  let accountProblem: AccountProblem | undefined;
  let retryAfterMs: number | undefined;
  for (const [index, reply] of replies.data.entries()) {
    const recipientId = mails[index]?.recipientId ?? "";
    if (reply.ErrorCode === 0) {
      results.push(accepted(recipientId, reply));
      continue;
    }
    const kind = classifyMailError(reply.ErrorCode, reply.Message);
    const facts = { recipientId, code: reply.ErrorCode, words: reply.Message };
    if (kind === "account") accountProblem ??= { code: facts.code, words: facts.words };
    if (kind === "retry") retryAfterMs = defaultRetryAfterMs;
    results.push(
      kind === "account" || kind === "retry"
        ? { status: "not_accepted", ...facts }
        : { status: "rejected", kind, ...facts },
    );
  }
  return {
    outcome: "results",
    results,
    ...(accountProblem && { accountProblem }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function accepted(recipientId: string, reply: Reply): MailResult {
  const at = new Date(reply.SubmittedAt ?? Number.NaN);
  return {
    status: "accepted",
    recipientId,
    providerMessageId: reply.MessageID ?? "",
    at: Number.isNaN(at.getTime()) ? new Date() : at,
  };
}

function toMessage(mail: OutgoingMail): Message {
  return {
    From: mail.from,
    To: mail.to,
    Subject: mail.subject,
    HtmlBody: mail.html,
    TextBody: mail.text,
    MessageStream: mail.stream,
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
function headersOf(mail: OutgoingMail): { Name: string; Value: string }[] {
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
