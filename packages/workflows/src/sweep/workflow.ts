import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { SweepActivities } from "./contract.ts";

const { wakeCampaigns, tidyEvents, settleUnconfirmed, checkInvariants } = proxyActivities<SweepActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Catches what a crash lost between a committed row and its signal. */
export async function campaignSweep(): Promise<void> {
  await wakeCampaigns();
}

/** Housekeeping: late events, retention, what is unconfirmed, invariants. */
export async function housekeeping(): Promise<void> {
  await tidyEvents();
  await settleUnconfirmed();
  await checkInvariants();
}
