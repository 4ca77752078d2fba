import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { WEBHOOK_OUT } from "../task-queues.ts";
import { type WebhookActivities, type WebhookInput, webhookChangedSignal } from "./contract.ts";

/**
 * Reports outcomes to one endpoint (P10). One activity tells thousands of changes, so nothing of a single one stands in the history; what
 * was told stands in the endpoint's row. While it fails, one timer at a time, up to six hours long, for days. With everything told it
 * ends; the sweep starts it with the next change.
 */
export async function webhookOut(input: WebhookInput): Promise<void> {
  let changed = false;
  setHandler(webhookChangedSignal, () => {
    changed = true;
  });
  const { tellEndpoint } = proxyActivities<WebhookActivities>({
    taskQueue: WEBHOOK_OUT,
    startToCloseTimeout: "2 minutes",
    heartbeatTimeout: "30 seconds",
    retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
    priority: { fairnessKey: input.organisationId },
    summary: "Report outcomes",
  });
  for (;;) {
    changed = false;
    const step = await tellEndpoint(input);
    setCurrentDetails(step.why);
    if (step.do === "wait" && step.ms > 0 && !changed)
      await condition(() => changed, step.ms, { summary: step.why });
    if (step.do === "end" && !changed) return;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof webhookOut>(input);
    }
  }
}
