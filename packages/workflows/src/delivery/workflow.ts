import { continueAsNew, proxyActivities, setCurrentDetails, sleep, workflowInfo } from "@temporalio/workflow";
import { DEFAULT_TIMINGS } from "../campaign/contract.ts";
import { EMAIL_TRANSACTIONAL, SMS_CONVERSATION } from "../task-queues.ts";
import type { DeliveryActivities, DeliveryInput } from "./contract.ts";

/** The purposes of texts. */
const texts: ReadonlySet<string> = new Set(["conversation_text", "text_test"]);

/**
 * Moves one delivery forward until its row says that nothing is left to do: sent, refused, given up, or unconfirmed. Each
 * round asks the row, which also knows how long its purpose is worth trying; a restart can at worst delay the next question.
 *
 * @returns what has become of it
 */
export async function delivery(input: DeliveryInput): Promise<{ status: string }> {
  const { organisationId, deliveryId, purpose } = input;
  const timings = { ...DEFAULT_TIMINGS, ...input.timings };
  const { advanceDelivery } = proxyActivities<DeliveryActivities>({
    taskQueue: texts.has(purpose) ? SMS_CONVERSATION : EMAIL_TRANSACTIONAL,
    startToCloseTimeout: "2 minutes",
    heartbeatTimeout: timings.heartbeatMs,
    retry: { initialInterval: "1 second", maximumInterval: "30 seconds" },
    priority: { fairnessKey: organisationId },
    summary: `Send the ${purpose}, or ask the provider about it`,
  });
  for (;;) {
    const next = await advanceDelivery({ organisationId, deliveryId, timings });
    if (next.do === "end") {
      setCurrentDetails(`The ${purpose} is ${next.status}`);
      return { status: next.status };
    }
    setCurrentDetails(`The ${purpose} waits: ${next.why}`);
    await sleep(next.ms, { summary: next.why });
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof delivery>(input);
  }
}
