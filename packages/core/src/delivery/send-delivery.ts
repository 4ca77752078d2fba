import type { Stream } from "@packpost/db/entities/sender.entity";
import type { ProviderChannel } from "@packpost/db/enums";
import type { SendOutcome } from "@packpost/providers/send-outcome";
import type { WorkerContext } from "../context.ts";
import { endHold, holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { holdPace } from "../send-protocol/hold-pace.ts";
import { textTroubleOf } from "../texting/text-trouble-of.ts";
import { type ClaimedDelivery, claimDelivery, type DeliveryKey } from "./claim-delivery.ts";
import { deliveryWay } from "./delivery-way.ts";
import { type DeliveryOutcome, recordDelivery } from "./record-delivery.ts";
import { retryPolicies, waitAfter } from "./retry-policies.ts";

/** What staff read. */
const providerNames: Readonly<Record<ProviderChannel, string>> = {
  email: "mail provider",
  sms: "text provider",
};

/** Nobody asks the stream's hold more often than that. */
const FLOOR_MS = 1_000;

/** So long at least, in milliseconds, and for what. */
interface Wait {
  readonly ms: number;
  readonly why: string;
}

/**
 * Claims a waiting delivery, hands it to the provider, and writes down what came of it.
 * @param input.callMs time from the claim within which the call must have ended, in milliseconds
 * @returns how long to wait for the next call if it waits again; else null, and the row says what came of it
 */
export async function sendDelivery({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: DeliveryKey & { readonly callMs: number };
}): Promise<Wait | null> {
  const way = await deliveryWay(ctx, input.channel);
  const { stream, account } = way;
  const deadline = ctx.startCallDeadline(input.callMs);
  const delivery = await claimDelivery({ ctx, input: { ...input, stream, account } });
  if (delivery === null) return null;
  if ("waitMs" in delivery)
    return {
      ms: Math.max(delivery.waitMs, FLOOR_MS),
      why: "The provider asked us to wait, or does not answer",
    };
  const sent = await way.send(delivery, deadline);
  const { outcome, wait } = judge(sent, delivery);
  const trouble = delivery.channel === "sms" ? textTroubleOf(sent) : undefined;
  await recordDelivery({ ctx, input: { deliveryId: delivery.id, call: delivery.calls, outcome, trouble } });
  const heldMs = await holdStream(ctx, stream, delivery, sent);
  return wait === undefined ? null : { ...wait, ms: Math.max(wait.ms, heldMs) };
}

/** A provider that throttles or does not answer holds the stream for all deliveries, as it does for mass mail. */
async function holdStream(
  ctx: WorkerContext,
  stream: Stream,
  { id: deliveryId, probe }: ClaimedDelivery,
  sent: SendOutcome,
): Promise<number> {
  if (sent.outcome === "unavailable") {
    const { providerMessage: words, retryAfterMs } = sent;
    ctx.log.warn(
      { deliveryId, providerMessage: words, ambiguous: sent.ambiguous },
      "a call was not answered",
    );
    return holdForSilence({ ctx, input: { stream, providerMessage: words, probe, retryAfterMs } });
  }
  if (probe && sent.outcome !== "too_late") await endHold({ ctx, input: { stream } });
  const waitMs = sent.outcome === "throttled" || sent.outcome === "results" ? sent.retryAfterMs : undefined;
  if (waitMs !== undefined) await holdPace({ ctx, input: { stream, waitMs } });
  return waitMs ?? 0;
}

interface Judged {
  readonly outcome: DeliveryOutcome;
  /** How long it waits for its next call; without one it is over, or the provider is to be asked. */
  readonly wait?: Wait;
}

/** What to write and what to do next. */
function judge(sent: SendOutcome, delivery: ClaimedDelivery): Judged {
  const policy = retryPolicies[delivery.purpose];
  const again = (why: string, ms = 0): Judged => ({
    outcome: { kind: "released" },
    wait: { ms: Math.max(ms, waitAfter(policy, delivery.calls)), why },
  });
  const unanswered = (words: string): Judged => ({
    outcome: {
      kind: "unanswered",
      providerMessage: `The ${providerNames[delivery.channel]} did not answer: “${words}”`,
    },
  });
  const refused = (told: string): Judged => {
    const words = `The ${providerNames[delivery.channel]} refused us: “${told}”`;
    const ms = policy.refusedWaitMs;
    if (ms === null || delivery.give_up_in_ms < ms)
      return { outcome: { kind: "failed", providerMessage: words } };
    return {
      outcome: { kind: "released", providerMessage: `${words} It is tried again every five minutes.` },
      wait: { ms, why: "The provider refuses our account" },
    };
  };
  switch (sent.outcome) {
    case "results": {
      const [result] = sent.results;
      switch (result?.status) {
        case "accepted": {
          const { providerMessageId, at } = result;
          return { outcome: { kind: "accepted", providerMessageId, at } };
        }
        case "rejected":
          return {
            outcome: {
              kind: result.kind === "other" ? "failed" : "dropped",
              providerMessage: result.providerMessage,
            },
          };
        case "not_accepted":
          return sent.accountProblem
            ? refused(sent.accountProblem.providerMessage)
            : again("The provider asked us to wait", sent.retryAfterMs);
        default:
          return unanswered(result?.providerMessage ?? "The answer was empty");
      }
    }
    case "account_problem":
      return refused(sent.providerMessage);
    case "throttled":
      return again("The provider asked us to wait", sent.retryAfterMs);
    case "too_late":
      return again("The call came too late to be made");
    case "unavailable":
      return sent.ambiguous ? unanswered(sent.providerMessage) : again("The provider could not be reached");
  }
}
