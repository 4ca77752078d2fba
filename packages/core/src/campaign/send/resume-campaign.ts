import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { moves } from "../change-broadcast.ts";
import { changeCampaign } from "../change-campaign.ts";

/** Resumes a paused campaign where it stood (C8): those who have their mail are not written to again. */
export function resumeCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ outcome: "resumed" | "not_paused" }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const resumed = await changeCampaign(em, ctx, input.campaignId, moves.resume);
    return { outcome: resumed ? "resumed" : "not_paused" };
  });
}
