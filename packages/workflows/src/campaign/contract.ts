import { defineSignal } from "@temporalio/workflow";

/** How long things take in a send; every one an input, so that tests and benches can vary them. Milliseconds. */
export interface SendTimings {
  /** A claimed batch must be called within this time of its claim. */
  readonly callMs: number;
  /** The provider is asked about a claim without a record this long after its `call_until`, not before. */
  readonly reconcileAfterMs: number;
  /** Between two look-ups of the same attempt. */
  readonly reconcileEveryMs: number;
  /** Mail is sent again only when a look-up this long after the first absence still misses it. */
  readonly absentAgainAfterMs: number;
  /**
   * Counted from the first look-up that failed, over several: then the rows are shown as unconfirmed. As long, from the first
   * evidence that a call arrived, those of it wait who are not found.
   */
  readonly unconfirmedAfterMs: number;
  /** Longest time between two probes of a provider that does not answer. */
  readonly longestHoldMs: number;
  /** A worker that has not been heard of for this long has lost its slice. */
  readonly heartbeatMs: number;
}

/** Slices in hand at a time: calls and commits are waited for side by side (two cores, three → six: 5,400 → 7,000 mails/s). */
export const DEFAULT_WINDOW = 6;

/** @source ARCHITECTURE.md "The send protocol": 15 s, 60 s, 10 minutes */
export const DEFAULT_TIMINGS: SendTimings = {
  callMs: 15_000,
  reconcileAfterMs: 60_000,
  reconcileEveryMs: 60_000,
  absentAgainAfterMs: 600_000,
  unconfirmedAfterMs: 3_600_000,
  longestHoldMs: 300_000,
  heartbeatMs: 30_000,
};

/** Ids alone: the row says everything else. */
export interface CampaignInput {
  readonly organisationId: string;
  readonly campaignId: string;
  readonly timings?: Partial<SendTimings>;
  /** `sendSlice` activities at once; default {@link DEFAULT_WINDOW}. */
  readonly window?: number;
}

/** One activity's view: the broadcast that sends the campaign (it has its id), with the timings filled in. */
export interface BroadcastStepInput {
  readonly organisationId: string;
  readonly broadcastId: string;
  readonly timings: SendTimings;
}

/** People of a campaign by what has become of them: the workflow's result. */
export interface CampaignResult {
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly unconfirmed: number;
  /** Not zero where it ended before its time: taken back to draft, or removed. */
  readonly waiting: number;
}

/** What the row says is to be done next. */
export type NextStep =
  | { readonly do: "end"; readonly totals?: CampaignResult }
  /** Until something changes, or for so many milliseconds. */
  | { readonly do: "wait"; readonly ms: number | null; readonly why: string }
  | { readonly do: "snapshot" }
  | {
      readonly do: "send";
      readonly slices: readonly number[];
      /** People of a slice and of the whole campaign; none where waves cut the slices to other sizes. */
      readonly people?: { readonly aSlice: number; readonly of: number };
    }
  | { readonly do: "reconcile" }
  | { readonly do: "cancel_rest" }
  | { readonly do: "finish" };

/** How a slice ended: `stopped` when nothing more may be claimed just now (paused, throttled, provider down). */
export interface SliceResult {
  readonly claimed: number;
  readonly stopped: boolean;
  /** Wait this long before the next claim (the provider's own delay where it gave one). */
  readonly waitMs?: number;
}

/** What is next, as an activity saw it when its work was done: a question less. None where histories are from before. */
interface WithNextStep {
  readonly next?: NextStep;
}

export interface CampaignActivities {
  nextStep(input: BroadcastStepInput): Promise<NextStep>;
  snapshotAudience(input: BroadcastStepInput): Promise<WithNextStep & { readonly slices: number }>;
  sendSlice(input: BroadcastStepInput & { readonly slice: number }): Promise<SliceResult>;
  reconcileClaims(input: BroadcastStepInput): Promise<void>;
  cancelRest(input: BroadcastStepInput): Promise<void>;
  finishCampaign(input: BroadcastStepInput): Promise<WithNextStep | undefined>;
}

/** The campaign's row has changed (scheduled, undone, paused, resumed, cancelled): read it again. */
export const campaignChangedSignal = defineSignal("campaignChanged");

/** The one workflow of a campaign; starting it twice is success. */
export function campaignWorkflowId(campaignId: string): string {
  return `campaign/${campaignId}`;
}
