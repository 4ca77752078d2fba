import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { moves } from "../change-broadcast.ts";
import { changeCampaign } from "../change-campaign.ts";

/**
 * Cancels the rest of a campaign (C8). No claim is committed after this commits; its workflow then marks everyone
 * still waiting. What has been sent stays sent.
 */
export function cancelCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ outcome: "cancelled" | "too_late" }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const cancelled = await changeCampaign(em, ctx, input.campaignId, moves.cancel);
    return { outcome: cancelled ? "cancelled" : "too_late" };
  });
}
