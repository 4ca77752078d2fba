import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { SenderActivities, SenderCheckInput } from "./contract.ts";

const { checkSenders } = proxyActivities<SenderActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Looks whether the domains of senders are verified. */
export async function senderCheck(input: SenderCheckInput = {}): Promise<void> {
  await checkSenders(input);
}
