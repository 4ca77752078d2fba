import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { type BroadcastStepInput, DEFAULT_TIMINGS } from "../campaign/contract.ts";
import { BULK, SMS_ALERT } from "../task-queues.ts";
import {
  type AlertActivities,
  type AlertInput,
  type AlertResult,
  alertChangedSignal,
  DEFAULT_CALL_MS,
  DEFAULT_LEAD_MS,
  type PacerActivities,
  type PacerInput,
  wakePacerSignal,
} from "./contract.ts";

const RETRY = { initialInterval: "1 second", maximumInterval: "30 seconds" } as const;

/**
 * Moves an alert forward until nobody of it waits: writes down who is in it, has the pacer send, asks the provider about calls that were not
 * answered, and closes it. No work per person here; each round asks the row, so a pause, a restart or a lost signal can at worst delay the
 * next question.
 *
 * @returns what has become of its people
 */
export async function alert(input: AlertInput): Promise<AlertResult | undefined> {
  const step: BroadcastStepInput = {
    organisationId: input.organisationId,
    broadcastId: input.alertId,
    timings: { ...DEFAULT_TIMINGS, ...input.timings },
  };
  const bulk = (summary: string) =>
    proxyActivities<AlertActivities>({
      taskQueue: BULK,
      startToCloseTimeout: "10 minutes",
      heartbeatTimeout: step.timings.heartbeatMs,
      retry: RETRY,
      summary,
    });
  let changed = false;
  setHandler(alertChangedSignal, () => {
    changed = true;
  });
  for (;;) {
    changed = false;
    const next = await bulk("Decide what is next").nextAlertStep(step);
    setCurrentDetails(next.do === "wait" ? next.why : "Being worked on");
    if (next.do === "end") {
      if (changed) continue;
      setCurrentDetails("Nobody waits any more");
      return next.totals;
    }
    if (next.do === "wait") {
      if (next.ms === null) await condition(() => changed);
      else await condition(() => changed, next.ms, { summary: next.why });
    } else if (next.do === "snapshot")
      await bulk("Write down who receives it, and who does not and why").snapshotAlert(step);
    else if (next.do === "reconcile")
      await bulk("Ask the provider about calls it has not answered").reconcileAlert(step);
    else if (next.do === "cancel_rest") await bulk("Cancel everybody who still waits").cancelAlertRest(step);
    else await bulk("Close the alert").finishAlert(step);
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof alert>(input);
    }
  }
}

/**
 * Sends the texts of an organisation's number, of all its alerts together, one a slot (A6, A9): one timer at a time, to shortly before the next
 * slot; the activity waits for the slot itself. What is sent, and to whom, the rows say at each turn. A signal that comes while it ends keeps
 * it going (T67).
 */
export async function smsPacer(input: PacerInput): Promise<void> {
  let woken = false;
  setHandler(wakePacerSignal, () => {
    woken = true;
  });
  const { takeTurn } = proxyActivities<PacerActivities>({
    taskQueue: SMS_ALERT,
    startToCloseTimeout: "2 minutes",
    heartbeatTimeout: "10 seconds",
    retry: RETRY,
    priority: { fairnessKey: input.organisationId },
    summary: "Send the next text at its slot",
  });
  const turn = { leadMs: DEFAULT_LEAD_MS, callMs: DEFAULT_CALL_MS, ...input };
  for (;;) {
    woken = false;
    const next = await takeTurn(turn);
    if (next.do === "wait") {
      setCurrentDetails(next.why);
      // A timer may be a second late, so a turn that is due gets none.
      if (next.ms > 0) await condition(() => woken, next.ms, { summary: next.why });
    } else if (!woken) {
      setCurrentDetails("Nobody is to be texted any more");
      return;
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof smsPacer>(input);
    }
  }
}
