import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from "@temporalio/client";
import type { Logger } from "pino";
import { everySoOften } from "./every-so-often.ts";

/** Its note keeps the installation's mark (keep-mark). */
export const RESTORE_SWEEP = "restore-sweep";

const schedules = [
  { id: "campaign-sweep", workflowType: "campaignSweep", every: "1 minute" },
  { id: "delivery-sweep", workflowType: "deliverySweep", every: "1 minute" },
  { id: "conversation-sweep", workflowType: "conversationSweep", every: "1 minute" },
  { id: "unconfirmed-sweep", workflowType: "unconfirmedSweep", every: "1 minute" },
  { id: "webhook-sweep", workflowType: "webhookSweep", every: "10 seconds" },
  { id: "text-sweep", workflowType: "textSweep", every: "2 minutes" },
  { id: "drop-sweep", workflowType: "dropSweep", every: "1 minute" },
  { id: "audience-sweep", workflowType: "audienceSweep", every: "10 minutes" },
  { id: RESTORE_SWEEP, workflowType: "restoreSweep", every: "1 minute" },
  { id: "housekeeping", workflowType: "housekeeping", every: "1 hour" },
  { id: "sender-check", workflowType: "senderCheck", every: "15 minutes" },
  { id: "provider-registration", workflowType: "providerRegistration", every: "15 minutes" },
  { id: "suppression-sync", workflowType: "suppressionSync", every: "30 minutes" },
] as const;

/** What Temporal calls them. */
export const scheduleIds: readonly string[] = schedules.map(({ id }) => id);

/** Creates the schedules that are missing and brings the others to today's intervals, whatever paused them stays. */
export async function ensureSchedules(client: Client): Promise<void> {
  for (const schedule of schedules)
    if (!(await createSchedule(client, schedule)))
      await client.schedule
        .getHandle(schedule.id)
        .update((previous) => ({ ...previous, ...partsOf(schedule) }));
}

/**
 * Looks again and again whether the schedules are there: Temporal may lose its data while the worker stays.
 * @param options.everyMs between two looks, in milliseconds
 * @returns ends it; resolves when nothing of it is in hand any more
 */
export function keepSchedules(
  client: Client,
  options: { log: Logger; everyMs?: number },
): () => Promise<void> {
  return everySoOften(options.everyMs ?? 60_000, async () => {
    for (const schedule of schedules)
      try {
        if (await createSchedule(client, schedule))
          options.log.warn({ schedule: schedule.id }, "a schedule was gone and is back");
      } catch (error) {
        options.log.warn({ schedule: schedule.id, err: error }, "a schedule could not be looked at");
        return;
      }
  });
}

type Schedule = (typeof schedules)[number];

function partsOf({ workflowType, every }: Schedule) {
  return {
    spec: { intervals: [{ every }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "1 minute" as const },
    action: { type: "startWorkflow" as const, workflowType, taskQueue: WORKFLOWS, args: [] },
  };
}

/** @returns false when it is there already */
async function createSchedule(client: Client, schedule: Schedule): Promise<boolean> {
  try {
    await client.schedule.create({ scheduleId: schedule.id, ...partsOf(schedule) });
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}
