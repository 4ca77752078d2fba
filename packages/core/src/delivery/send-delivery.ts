import type { OutgoingEmail } from "@packpost/providers/email";
import type { SendOutcome } from "@packpost/providers/send-outcome";
import type { DeliveryStep } from "@packpost/workflows/delivery/contract";
import type { WorkerContext } from "../context.ts";
import { endHold, holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { holdPace } from "../send-protocol/hold-pace.ts";
import { TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import { type ClaimedDelivery, claimDelivery } from "./claim-delivery.ts";
import { type DeliveryOutcome, recordDelivery } from "./record-delivery.ts";

/**
 * A notice may speak of the very trouble that holds it up, a revoked key for one: it tries again so often, so far apart,
 * for a day. Whoever wants a preview or a copy is told of the refusal at once.
 */
const NOTICE_AGAIN_MS = 300_000;
const MOST_NOTICE_CALLS = 288;

/**
 * Claims a waiting delivery, hands it to the provider, and writes down what came of it.
 * @param input.callMs time from the claim within which the call must have ended, in milliseconds
 * @returns null when nothing was called: it could not be claimed, or its call was not answered and the provider is to be asked
 */
export async function sendDelivery({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { deliveryId: string; callMs: number };
}): Promise<DeliveryStep | null> {
  const email = await ctx.providerFor("email");
  const deadline = ctx.startCallDeadline(input.callMs);
  const account = email.fingerprint(TRANSACTIONAL_STREAM);
  const delivery = await claimDelivery({ ctx, input: { ...input, account } });
  if (delivery === null) return null;
  if ("waitMs" in delivery) return { do: "again", ms: delivery.waitMs };
  const sent = await email.sendBatch([toOutgoing(delivery)], { deadline });
  const { outcome, next } = judge(sent, delivery);
  await recordDelivery({ ctx, input: { deliveryId: delivery.id, call: delivery.calls, outcome } });
  const waitMs = await holdStream(ctx, delivery, sent);
  return next?.do === "again" ? { do: "again", ms: Math.max(next.ms, waitMs) } : next;
}

/** A provider that throttles or does not answer holds the stream for all deliveries, as it does for mass mail. */
async function holdStream(
  ctx: WorkerContext,
  { id: deliveryId, probe }: ClaimedDelivery,
  sent: SendOutcome,
): Promise<number> {
  const stream = TRANSACTIONAL_STREAM;
  if (sent.outcome === "unavailable") {
    const { words, retryAfterMs } = sent;
    ctx.log.warn({ deliveryId, words, ambiguous: sent.ambiguous }, "a call was not answered");
    return holdForSilence({ ctx, input: { stream, words, probe, retryAfterMs } });
  }
  if (probe && sent.outcome !== "too_late") await endHold({ ctx, input: { stream } });
  const waitMs = sent.outcome === "throttled" || sent.outcome === "results" ? sent.retryAfterMs : undefined;
  if (waitMs !== undefined) await holdPace({ ctx, input: { stream, waitMs } });
  return waitMs ?? 0;
}

/** Our id stands for attempt and recipient alike: one look-up finds the mail whichever call it left with. */
function toOutgoing(delivery: ClaimedDelivery): OutgoingEmail {
  const { name, email, replyTo } = delivery.from_mailbox;
  return {
    attemptId: delivery.id,
    recipientId: delivery.id,
    from: { name, email },
    to: delivery.address,
    ...(replyTo !== null && { replyTo }),
    subject: delivery.subject,
    html: delivery.html,
    text: delivery.text,
    stream: TRANSACTIONAL_STREAM,
    tag: delivery.purpose,
    automated: "single",
    trackOpens: false,
    trackLinks: false,
  };
}

interface Judged {
  readonly outcome: DeliveryOutcome;
  /** null = it may have been accepted: the provider is asked. */
  readonly next: DeliveryStep | null;
}

/** What to write and what to do next. */
function judge(sent: SendOutcome, delivery: Pick<ClaimedDelivery, "purpose" | "calls">): Judged {
  const again = (ms = 0, words?: string): Judged => ({
    outcome: { kind: "released", ...(words !== undefined && { words }) },
    next: { do: "again", ms },
  });
  const unanswered = (words: string): Judged => ({ outcome: { kind: "unanswered", words }, next: null });
  const failed = (told: string): Judged => {
    const words = `The mail provider refused us: “${told}”`;
    return delivery.purpose === "notice" && delivery.calls < MOST_NOTICE_CALLS
      ? again(NOTICE_AGAIN_MS, `${words} It is tried again every five minutes.`)
      : { outcome: { kind: "failed", words }, next: { do: "end" } };
  };
  switch (sent.outcome) {
    case "results": {
      const [result] = sent.results;
      switch (result?.status) {
        case "accepted": {
          const { providerMessageId, at } = result;
          return { outcome: { kind: "accepted", providerMessageId, at }, next: { do: "end" } };
        }
        case "rejected": {
          const kind = result.kind === "other" ? "failed" : "dropped";
          return { outcome: { kind, words: result.words }, next: { do: "end" } };
        }
        case "not_accepted":
          return sent.accountProblem ? failed(sent.accountProblem.words) : again(sent.retryAfterMs);
        default:
          return unanswered(result?.words ?? "The answer was empty");
      }
    }
    case "account_problem":
      return failed(sent.words);
    case "throttled":
      return again(sent.retryAfterMs);
    case "too_late":
      return again();
    case "unavailable":
      return sent.ambiguous ? unanswered(sent.words) : again();
  }
}
