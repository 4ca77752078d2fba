import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { SweepActivities } from "./contract.ts";

const { wakeCampaigns, tidyEvents, checkInvariants } = proxyActivities<SweepActivities>({
  taskQueue: BULK,
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { maximumAttempts: 3 },
});

/** Catches what a crash lost between a committed row and its signal. */
export async function campaignSweep(): Promise<void> {
  await wakeCampaigns();
}

/** Daily housekeeping: late events, retention, invariants. */
export async function housekeeping(): Promise<void> {
  await tidyEvents();
  await checkInvariants();
}
