import type { OutgoingMail, SendOutcome } from "@packpost/providers/types";
import type { MailStep } from "@packpost/workflows/mail/contract";
import type { WorkerContext } from "../context.ts";
import { type ClaimedMail, claimMail } from "./claim-mail.ts";
import { TRANSACTIONAL_STREAM } from "./message-streams.ts";
import { type MailOutcome, recordMail } from "./record-mail.ts";
import { APP_URL_MARK } from "./write-pause-notice.ts";

/** Wait after trouble for which the provider named no delay. The workflow doubles it while trouble goes on. */
const DEFAULT_WAIT_MS = 1_000;

/**
 * A notice may speak of the very trouble that holds it up, a revoked key for one: it tries again so often, so far apart,
 * for a day. Whoever wants a preview or a copy is told of the refusal at once.
 */
const NOTICE_AGAIN_MS = 300_000;
const MOST_NOTICE_CALLS = 288;

/**
 * Claims a waiting mail, hands it to the provider, and writes down what came of it.
 * @param input.callMs time from the claim within which the call must have ended, in milliseconds
 * @returns null when nothing was called: it could not be claimed, or its call was not answered and the provider is to be asked
 */
export async function sendMail({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { mailId: string; callMs: number };
}): Promise<MailStep | null> {
  const deadline = ctx.startCallDeadline(input.callMs);
  const mail = await claimMail({ ctx, input });
  if (mail === null) return null;
  const judged = judge(await ctx.mail.sendBatch([toOutgoing(ctx, mail)], { deadline }), mail);
  if (judged === null) return null;
  const { outcome, next } = judged;
  await recordMail({ ctx, input: { mailId: mail.id, call: mail.calls, outcome } });
  return next;
}

/** Our id stands for attempt and recipient alike: one look-up finds the mail whichever call it left with. */
function toOutgoing(ctx: WorkerContext, mail: ClaimedMail): OutgoingMail {
  const { name, email, replyTo } = mail.from_mailbox;
  // Previews and copies are an author's text, in which nothing is replaced.
  const withAddress = (part: string) =>
    mail.kind === "notice" ? part.replaceAll(APP_URL_MARK, ctx.appUrl) : part;
  return {
    attemptId: mail.id,
    recipientId: mail.id,
    from: ctx.mailbox(name, email),
    to: mail.to_address,
    ...(replyTo !== null && { replyTo }),
    subject: mail.subject,
    html: withAddress(mail.html),
    text: withAddress(mail.text),
    stream: TRANSACTIONAL_STREAM,
    tag: mail.kind,
    automated: "single",
    trackOpens: false,
    trackLinks: false,
  };
}

interface Judged {
  readonly outcome: MailOutcome;
  readonly next: MailStep;
}

/** What to write and what to do next; null = it may have been accepted: the claim stays and the provider is asked. */
function judge(sent: SendOutcome, mail: Pick<ClaimedMail, "kind" | "calls">): Judged | null {
  const again = (ms = 0): Judged => ({
    outcome: { kind: "released" },
    next: { do: "again", ms },
  });
  const failed = (words: string): Judged =>
    mail.kind === "notice" && mail.calls < MOST_NOTICE_CALLS
      ? again(NOTICE_AGAIN_MS)
      : {
          outcome: { kind: "failed", words: `The mail provider refused us: “${words}”` },
          next: { do: "end" },
        };
  switch (sent.outcome) {
    case "results": {
      const [result] = sent.results;
      if (result?.status === "accepted") {
        const { providerMessageId, at } = result;
        return { outcome: { kind: "accepted", providerMessageId, at }, next: { do: "end" } };
      }
      if (result?.status === "rejected") {
        const kind = result.kind === "other" ? "failed" : "dropped";
        return { outcome: { kind, words: result.words }, next: { do: "end" } };
      }
      return sent.accountProblem ? failed(sent.accountProblem.words) : again(sent.retryAfterMs);
    }
    case "account_problem":
      return failed(sent.words);
    case "throttled":
      return again(sent.retryAfterMs);
    case "too_late":
      return again();
    case "unavailable":
      return sent.ambiguous ? null : again(sent.retryAfterMs ?? DEFAULT_WAIT_MS);
  }
}
