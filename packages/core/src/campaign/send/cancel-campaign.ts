import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
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
    const cancelled = await changeCampaign(em, ctx, input.campaignId, {
      from: ["scheduled", "sending", "paused"],
      to: sql`'cancelled'`,
      set: sql`finished_at = app_now(), pause_reason = null`,
      action: "campaign.cancelled",
    });
    return { outcome: cancelled ? "cancelled" : "too_late" };
  });
}
