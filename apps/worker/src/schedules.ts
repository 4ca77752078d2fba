import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from "@temporalio/client";

const schedules = [
  { id: "campaign-sweep", workflowType: "campaignSweep", every: "1 minute" },
  { id: "mail-sweep", workflowType: "mailSweep", every: "1 minute" },
  { id: "drop-sweep", workflowType: "dropSweep", every: "1 minute" },
  { id: "housekeeping", workflowType: "housekeeping", every: "1 hour" },
  { id: "sender-check", workflowType: "senderCheck", every: "15 minutes" },
  { id: "suppression-sync", workflowType: "suppressionSync", every: "30 minutes" },
] as const;

/** Creates the schedules that are not there yet; a running installation keeps its own. */
export async function ensureSchedules(client: Client): Promise<void> {
  for (const { id, workflowType, every } of schedules) {
    await client.schedule
      .create({
        scheduleId: id,
        spec: { intervals: [{ every }] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "1 minute" },
        action: { type: "startWorkflow", workflowType, taskQueue: WORKFLOWS, args: [] },
      })
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      });
  }
}
