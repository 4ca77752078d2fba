import { continueAsNew, proxyActivities, sleep, workflowInfo } from "@temporalio/workflow";
import { DEFAULT_TIMINGS } from "../campaign/contract.ts";
import { EMAIL_TRANSACTIONAL } from "../task-queues.ts";
import type { DeliveryActivities, DeliveryInput, DeliveryStepInput } from "./contract.ts";

const LONGEST_BACK_OFF_MS = 60_000;
const FIRST_BACK_OFF_MS = 1_000;

/**
 * Moves one delivery forward until its row says that nothing is left to do: sent, refused, or unconfirmed. Each round
 * asks the row, so a restart can at worst delay the next question.
 */
export async function delivery(input: DeliveryInput): Promise<void> {
  const { organisationId, deliveryId } = input;
  const step: DeliveryStepInput = {
    organisationId,
    deliveryId,
    timings: { ...DEFAULT_TIMINGS, ...input.timings },
  };
  const { advanceDelivery } = proxyActivities<DeliveryActivities>({
    taskQueue: EMAIL_TRANSACTIONAL,
    startToCloseTimeout: "2 minutes",
    heartbeatTimeout: step.timings.heartbeatMs,
    retry: { initialInterval: "1 second", maximumInterval: "30 seconds" },
    priority: { fairnessKey: organisationId },
    summary: "Send the mail, or ask the provider about it",
  });
  let backOffMs = FIRST_BACK_OFF_MS;
  for (;;) {
    const next = await advanceDelivery(step);
    if (next.do === "end") return;
    if (next.do === "wait") {
      backOffMs = FIRST_BACK_OFF_MS;
      await sleep(next.ms, { summary: next.why });
    } else {
      await sleep(Math.max(next.ms, backOffMs), { summary: "Provider asked us to wait" });
      backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof delivery>(input);
  }
}
