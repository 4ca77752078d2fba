import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { SweepActivities } from "./contract.ts";

const { wakeCampaigns, startMails, explainDrops, tidyEvents, settleUnconfirmed, checkInvariants } =
  proxyActivities<SweepActivities>({
    taskQueue: BULK,
    startToCloseTimeout: "10 minutes",
    heartbeatTimeout: "30 seconds",
    retry: { maximumAttempts: 3 },
  });

/** Catches what a crash lost between a committed row and its signal. */
export async function campaignSweep(): Promise<void> {
  await wakeCampaigns();
}

/** The same for single mails. A schedule of its own, so that neither waits for the other. */
export async function mailSweep(): Promise<void> {
  await startMails();
}

/** Why addresses were refused. A schedule of its own: it asks the provider, and nothing that sends waits for that. */
export async function dropSweep(): Promise<void> {
  await explainDrops();
}

/** Housekeeping: late events, retention, what is unconfirmed, invariants. */
export async function housekeeping(): Promise<void> {
  await tidyEvents();
  await settleUnconfirmed();
  await checkInvariants();
}
