import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { SuppressionActivities, SuppressionSyncInput } from "./contract.ts";

const { syncSuppressions } = proxyActivities<SuppressionActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "20 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Keeps the addresses that nobody writes to the same here and at the provider. */
export async function suppressionSync(input: SuppressionSyncInput = {}): Promise<void> {
  await syncSuppressions(input);
}
