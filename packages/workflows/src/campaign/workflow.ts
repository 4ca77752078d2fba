import {
  condition,
  continueAsNew,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { BULK, EMAIL_BROADCAST } from "../task-queues.ts";
import {
  type BroadcastStepInput,
  type CampaignActivities,
  type CampaignInput,
  type CampaignResult,
  campaignChangedSignal,
  DEFAULT_TIMINGS,
  DEFAULT_WINDOW,
  type NextStep,
} from "./contract.ts";

/** Longest wait before the row is asked again, which knows of longer ones; a changed row ends it at once. */
const LONGEST_BACK_OFF_MS = 60_000;
const FIRST_BACK_OFF_MS = 1_000;
const RETRY = { initialInterval: "1 second", maximumInterval: "30 seconds" } as const;

/**
 * Moves a campaign's rows forward until no row is waiting or claimed. The row is the truth: each round asks it what
 * is to be done, so a pause, a restart or a lost signal can at worst delay the next question. Temporal's page reads as its
 * story: each activity says whom it is about, the details what is waited for; ids and numbers of people, nothing personal.
 *
 * @returns what has become of its people
 */
export async function campaign(input: CampaignInput): Promise<CampaignResult | undefined> {
  const step: BroadcastStepInput = {
    organisationId: input.organisationId,
    broadcastId: input.campaignId,
    timings: { ...DEFAULT_TIMINGS, ...input.timings },
  };
  const { bulk, broadcast } = activitiesOf(step);
  let changed = false;
  let backOffMs = FIRST_BACK_OFF_MS;
  setHandler(campaignChangedSignal, () => {
    changed = true;
  });

  // Histories from before keep the three that they were written with.
  const window = input.window ?? (patched("six-slices-in-hand") ? DEFAULT_WINDOW : 3);

  const sendSlices = async ({ slices, people }: Extract<NextStep, { do: "send" }>): Promise<void> => {
    const queue = [...slices];
    let waitMs: number | undefined;
    let stopped = false;
    let claimed = 0;
    const lane = async () => {
      for (let slice = queue.shift(); slice !== undefined && !stopped; slice = queue.shift()) {
        const result = await broadcast.sendSlice.executeWithOptions({ summary: formatSlice(slice, people) }, [
          { ...step, slice },
        ]);
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
      setCurrentDetails(summary);
      await condition(() => changed, Math.min(Math.max(waitMs, backOffMs), LONGEST_BACK_OFF_MS), { summary });
      backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
    }
  };

  let known: NextStep | undefined;
  for (;;) {
    // Told by the activity before, unless the row has changed since.
    const told = changed ? undefined : known;
    changed = false;
    const next = told ?? (await bulk("Decide what is next").nextStep(step));
    known = undefined;
    setCurrentDetails(formatStep(next));
    if (next.do === "end") {
      if (changed) continue;
      return next.totals;
    }
    if (next.do === "wait") {
      if (next.ms === null) await condition(() => changed);
      else await condition(() => changed, next.ms, { summary: next.why });
    } else if (next.do === "snapshot")
      known = (await bulk("Write down who receives it, and who does not and why").snapshotAudience(step))
        .next;
    else if (next.do === "send") await sendSlices(next);
    else if (next.do === "reconcile")
      await bulk("Ask the provider about calls it has not answered").reconcileClaims(step);
    else if (next.do === "cancel_rest") await bulk("Cancel everybody who still waits").cancelRest(step);
    else known = (await bulk("Close the campaign").finishCampaign(step))?.next;
    // Also when a change has come in meanwhile, as it does all the time where somebody tells it often: the new run asks the row.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>(input);
  }
}

/** "Send people 5,001–10,000 of 41,000"; where waves cut the slices, "Send slice 3". */
function formatSlice(slice: number, people: { aSlice: number; of: number } | undefined): string {
  if (people === undefined || slice * people.aSlice >= people.of) return `Send slice ${slice + 1}`;
  const count = (n: number) => n.toLocaleString("en-US");
  const last = Math.min((slice + 1) * people.aSlice, people.of);
  return `Send people ${count(slice * people.aSlice + 1)}–${count(last)} of ${count(people.of)}`;
}

/** Where it stands and what it waits for. */
function formatStep(next: NextStep): string {
  switch (next.do) {
    case "wait":
      return next.ms === null ? `${next.why}: waits until somebody changes that` : next.why;
    case "snapshot":
      return "Its audience is being written";
    case "send":
      return `Sending: ${next.slices.length} slices of up to 5,000 people to go`;
    case "reconcile":
      return "Some calls have not been answered: the provider is asked what it has";
    case "cancel_rest":
      return "Cancelled: those who still wait are being marked";
    case "finish":
    case "end":
      return "Nobody waits any more";
  }
}

/** Activities of the campaign, by queue. @returns `bulk` takes what Temporal's page says of the one that is called */
function activitiesOf(step: BroadcastStepInput) {
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
  });
  return { bulk, broadcast };
}
