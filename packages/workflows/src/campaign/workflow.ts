import {
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { BULK, EMAIL_BROADCAST } from "../task-queues.ts";
import {
  type CampaignActivities,
  type CampaignInput,
  type CampaignStepInput,
  campaignChangedSignal,
  DEFAULT_TIMINGS,
  DEFAULT_WINDOW,
} from "./contract.ts";

/** Longest wait before the row is asked again, which knows of longer ones; a changed row ends it at once. */
const LONGEST_BACK_OFF_MS = 60_000;
const FIRST_BACK_OFF_MS = 1_000;
const RETRY = { initialInterval: "1 second", maximumInterval: "30 seconds" } as const;

/**
 * Moves a campaign's rows forward until no row is waiting or claimed. The row is the truth: each round asks it what
 * is to be done, so a pause, a restart or a lost signal can at worst delay the next question.
 */
export async function campaign(input: CampaignInput): Promise<void> {
  const step: CampaignStepInput = {
    organisationId: input.organisationId,
    campaignId: input.campaignId,
    timings: { ...DEFAULT_TIMINGS, ...input.timings },
  };
  const { nextStep, snapshotAudience, sendSlice, settleClaims, cancelRest, finishCampaign } =
    activitiesOf(step);
  let changed = false;
  let backOffMs = FIRST_BACK_OFF_MS;
  setHandler(campaignChangedSignal, () => {
    changed = true;
  });

  // Histories from before keep the three that they were written with.
  const window = input.window ?? (patched("six-slices-in-hand") ? DEFAULT_WINDOW : 3);

  const sendSlices = async (slices: readonly number[]): Promise<void> => {
    const queue = [...slices];
    let waitMs: number | undefined;
    let stopped = false;
    let claimed = 0;
    const lane = async () => {
      for (let slice = queue.shift(); slice !== undefined && !stopped; slice = queue.shift()) {
        const result = await sendSlice({ ...step, slice });
        stopped ||= result.stopped;
        claimed += result.claimed;
        if (result.waitMs !== undefined) waitMs = Math.max(waitMs ?? 0, result.waitMs);
        // Another lane was served after that: the trouble is over.
        else if (result.claimed > 0 && !result.stopped) waitMs = undefined;
      }
    };
    await Promise.all(Array.from({ length: window }, lane));
    // Rows wait, but none could be taken: whoever holds them (a stalled worker's open claim) is not asked in a hot loop.
    if (waitMs === undefined && claimed === 0 && !stopped) waitMs = 0;
    if (waitMs === undefined) {
      backOffMs = FIRST_BACK_OFF_MS;
    } else {
      const summary = claimed === 0 && !stopped ? "Nobody could be claimed" : "Provider asked us to wait";
      await condition(() => changed, Math.min(Math.max(waitMs, backOffMs), LONGEST_BACK_OFF_MS), { summary });
      backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
    }
  };

  for (;;) {
    changed = false;
    const next = await nextStep(step);
    if (next.do === "end") {
      if (changed) continue;
      return;
    }
    if (next.do === "wait") {
      if (next.ms === null) await condition(() => changed);
      else await condition(() => changed, next.ms, { summary: next.why });
    } else if (next.do === "snapshot") await snapshotAudience(step);
    else if (next.do === "send") await sendSlices(next.slices);
    else if (next.do === "settle") await settleClaims(step);
    else if (next.do === "cancel_rest") await cancelRest(step);
    else await finishCampaign(step);
    // Also when a change has come in meanwhile, as it does all the time where somebody tells it often: the new run asks the row.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>(input);
  }
}

/** Activities of the campaign, each with a summary that reads well in the Temporal UI. */
function activitiesOf(step: CampaignStepInput): CampaignActivities {
  const bulk = (summary: string) =>
    proxyActivities<CampaignActivities>({
      taskQueue: BULK,
      startToCloseTimeout: "10 minutes",
      heartbeatTimeout: step.timings.heartbeatMs,
      retry: RETRY,
      summary,
    });
  const broadcast = proxyActivities<CampaignActivities>({
    taskQueue: EMAIL_BROADCAST,
    startToCloseTimeout: "5 minutes",
    heartbeatTimeout: step.timings.heartbeatMs,
    retry: RETRY,
    // Organisations take turns on the queue, however large one's campaign is.
    priority: { fairnessKey: step.organisationId },
    summary: "Send one slice",
  });
  return {
    nextStep: bulk("Read what the row says").nextStep,
    snapshotAudience: bulk("Write one row for each person").snapshotAudience,
    sendSlice: broadcast.sendSlice,
    settleClaims: bulk("Ask the provider about unanswered calls").settleClaims,
    cancelRest: bulk("Cancel everyone still waiting").cancelRest,
    finishCampaign: bulk("Close the campaign").finishCampaign,
  };
}
