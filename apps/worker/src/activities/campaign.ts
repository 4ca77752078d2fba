import { cancelRest } from "@packpost/core/broadcast/cancel-rest";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { reconcileClaims } from "@packpost/core/broadcast/reconcile-claims";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import type { WorkerContext } from "@packpost/core/context";
import { queueCopy } from "@packpost/core/delivery/queue-copy";
import type { CampaignActivities } from "@packpost/workflows/campaign/contract";
import { Context } from "@temporalio/activity";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * The campaign's activities: one verb each.
 * @param contextOf makes the context of an organisation
 * @param stopping aborted when the worker shuts down: a slice then hands back after its batch
 */
export function createCampaignActivities(
  contextOf: (organisationId: string) => WorkerContext,
  stopping: AbortSignal,
): CampaignActivities {
  return {
    nextStep: (input) => withHeartbeats(() => nextStep({ ctx: contextOf(input.organisationId), input })),
    snapshotAudience: (input) =>
      withHeartbeats(async () => {
        const ctx = contextOf(input.organisationId);
        const taken = await snapshotAudience({ ctx, input });
        // Sending has begun: the sender's copy (C3) is on its way too.
        await queueCopy({ ctx, input: { campaignId: input.broadcastId } });
        return { ...taken, next: await nextStep({ ctx, input }) };
      }),
    sendSlice: ({ timings, ...input }) => {
      const activity = Context.current();
      const signal = AbortSignal.any([stopping, activity.cancellationSignal]);
      const onBatch = (sent: number) => activity.heartbeat(sent);
      return sendSlice({
        ctx: contextOf(input.organisationId),
        input: { ...input, callMs: timings.callMs, longestHoldMs: timings.longestHoldMs, onBatch, signal },
      });
    },
    reconcileClaims: (input) =>
      withHeartbeats(() => reconcileClaims({ ctx: contextOf(input.organisationId), input })),
    cancelRest: (input) => withHeartbeats(() => cancelRest({ ctx: contextOf(input.organisationId), input })),
    finishCampaign: (input) =>
      withHeartbeats(async () => {
        const ctx = contextOf(input.organisationId);
        await finishBroadcast({ ctx, input });
        return { next: await nextStep({ ctx, input }) };
      }),
  };
}
