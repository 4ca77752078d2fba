import { cancelRest } from "@packpost/core/broadcast/cancel-rest";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { reconcileClaims } from "@packpost/core/broadcast/reconcile-claims";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import type { WorkerContext } from "@packpost/core/context";
import { DEFAULT_TIMINGS, type NextStep, type SendTimings } from "@packpost/workflows/campaign/contract";
import type { TestOrganisation, TestWorld } from "./open-world.ts";

/**
 * Does what a campaign's workflow would do, without Temporal, until it would wait or end.
 * @returns what it waits for; also when a slice was told to stop
 */
export async function driveCampaign(
  ctx: WorkerContext,
  campaignId: string,
  timings: SendTimings = DEFAULT_TIMINGS,
): Promise<NextStep> {
  const input = { broadcastId: campaignId, timings };
  for (;;) {
    const next = await nextStep({ ctx, input });
    if (next.do === "wait" || next.do === "end") return next;
    if (next.do === "snapshot") await snapshotAudience({ ctx, input });
    else if (next.do === "reconcile") await reconcileClaims({ ctx, input });
    else if (next.do === "cancel_rest") await cancelRest({ ctx, input });
    else if (next.do === "finish") await finishBroadcast({ ctx, input });
    else
      for (const slice of next.slices) {
        const sent = await sendSlice({
          ctx,
          input: { broadcastId: campaignId, slice, callMs: timings.callMs, budgetMs: 2_000 },
        });
        if (sent.stopped) return { do: "wait", ms: sent.waitMs ?? null, why: "A slice was told to stop" };
      }
  }
}

/** As if so much time had passed for everything that waits for the provider. */
export async function passTime(world: TestWorld, { ctx }: TestOrganisation, seconds: number): Promise<void> {
  const columns = [
    "call_until",
    "looked_up_at",
    "first_absent_at",
    "first_failed_ask_at",
    "evidence_at",
    "ask_after",
  ];
  const moved = columns.map((column) => `${column} = ${column} - make_interval(secs => $2)`);
  const values = [ctx.organisationId, seconds];
  await world.owner.query(`update attempt set ${moved.join(", ")} where organisation_id = $1`, values);
  await world.owner.query(
    "update sender set next_slot_at = next_slot_at - make_interval(secs => $2) where organisation_id = $1",
    values,
  );
}
