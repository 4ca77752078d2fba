import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { hasGrownPastApproval } from "../approval/grown-past-approval.ts";
import { changeCampaign } from "../change-campaign.ts";
import { findCampaign } from "../find-campaign.ts";
import type { RescheduleCampaignInput } from "../schemas.ts";
import { type SendTime, sendTimeOf } from "./find-send-time.ts";

export type RescheduleCampaignResult =
  | { readonly outcome: "scheduled"; readonly sendAt: Date }
  | { readonly outcome: "time_unclear"; readonly time: SendTime }
  /** It was paused because its audience had grown, and not this number was confirmed: say both and ask. */
  | { readonly outcome: "audience_changed"; readonly confirmed: number; readonly now: number }
  /** It has grown past what may be sent without a second person: it is taken back to draft and sent anew. */
  | { readonly outcome: "needs_approval" }
  /** Somebody has given it another time since this one was shown: nothing was changed. */
  | { readonly outcome: "time_changed"; readonly sendAt: Date | null }
  /** It has begun, or is a draft again. */
  | { readonly outcome: "too_late" };

/**
 * Gives a campaign that has not begun another time (C7); one that was paused before it began is scheduled again:
 * where its audience had grown, that needs the number it was paused at. Text and sender stay as they were confirmed. Of two who choose a
 * time at once the second is told of the first one's.
 *
 * @throws {PackpostError} forbidden, not_found; step_up_required for many people
 */
export function rescheduleCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: RescheduleCampaignInput;
}): Promise<RescheduleCampaignResult> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const time = await sendTimeOf(em, ctx, input);
    if (time.kind !== "clear") return { outcome: "time_unclear", time };
    if (await hasGrownPastApproval(em, ctx, input.campaignId)) return { outcome: "needs_approval" };
    const { broadcast } = await findCampaign(em, ctx, input.campaignId);
    const { status, dueCount, confirmedCount, sendingBeganAt } = broadcast;
    const sendAt = broadcast.sendAt ?? null;
    const isPlanned = status === "scheduled" || (status === "paused" && !sendingBeganAt);
    const seen = input.seenSendAt === null ? null : new Date(input.seenSendAt);
    if (isPlanned && sendAt?.getTime() !== seen?.getTime()) return { outcome: "time_changed", sendAt };
    const now = status === "paused" && !sendingBeganAt ? (dueCount ?? null) : null;
    if (now !== null && now !== input.confirmedCount)
      return { outcome: "audience_changed", confirmed: input.confirmedCount ?? confirmedCount ?? 0, now };
    requireProofForMany(ctx, now ?? confirmedCount ?? 0);
    const moved = await changeCampaign(em, ctx, input.campaignId, {
      from: ["scheduled", "paused"],
      to: sql`'scheduled'`,
      set: sql`planned = true, send_at = ${time.at.toISOString()}::timestamptz, pause_reason = null,
        confirmed_count = coalesce(due_count, confirmed_count), due_count = null`,
      and: sql`sending_began_at is null and send_at is not distinct from ${sendAt?.toISOString() ?? null}::timestamptz and (status <> 'paused' or due_count is not distinct from ${now}::int)`,
      happened: "rescheduled",
      detail: { sendAt: time.at.toISOString(), ...(now !== null && { count: now }) },
    });
    return moved ? { outcome: "scheduled", sendAt: time.at } : { outcome: "too_late" };
  });
}
