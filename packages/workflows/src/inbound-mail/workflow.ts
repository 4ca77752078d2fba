import { proxyActivities } from "@temporalio/workflow";
import { CONVERSATION } from "../task-queues.ts";
import type { InboundMailActivities, InboundMailInput } from "./contract.ts";

/** Places one mail that came in (V9), however long that has to be tried. */
export async function inboundMail(input: InboundMailInput): Promise<void> {
  const { placeMail } = proxyActivities<InboundMailActivities>({
    taskQueue: CONVERSATION,
    startToCloseTimeout: "1 minute",
    retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
    priority: { fairnessKey: input.organisationId },
    summary: "Find the thread that the mail belongs to",
  });
  await placeMail(input);
}
