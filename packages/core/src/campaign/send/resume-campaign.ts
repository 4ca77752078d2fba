import { inOrganisation } from "@packpost/db/orm";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { hasGrownPastApproval } from "../approval/grown-past-approval.ts";
import { moves } from "../change-broadcast.ts";
import { changeCampaign } from "../change-campaign.ts";
import { findCampaign } from "../find-campaign.ts";

/**
 * Resumes a paused campaign where it stood (C8): those who have their mail are not written to again.
 * @returns `needs_approval` where it grew before it began and a second person has to approve so many
 */
export function resumeCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ outcome: "resumed" | "not_paused" | "needs_approval" }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (await hasGrownPastApproval(em, ctx, input.campaignId)) return { outcome: "needs_approval" };
    const { broadcast } = await findCampaign(em, ctx, input.campaignId);
    // One that grew before it began is confirmed by this; whoever paused it otherwise has sent it before.
    if (!broadcast.sendingBeganAt) requireProofForMany(ctx, broadcast.dueCount ?? 0);
    const resumed = await changeCampaign(em, ctx, input.campaignId, moves.resume);
    return { outcome: resumed ? "resumed" : "not_paused" };
  });
}
