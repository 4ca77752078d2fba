import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { moves } from "../change-broadcast.ts";
import { changeCampaign } from "../change-campaign.ts";

/**
 * Pauses a scheduled or sending campaign (C8). No claim is committed after this commits; calls in flight finish.
 * @returns `not_sending` when there is nothing to pause any more
 */
export function pauseCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ outcome: "paused" | "not_sending" }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const paused = await changeCampaign(em, ctx, input.campaignId, moves.pause);
    return { outcome: paused ? "paused" : "not_sending" };
  });
}
