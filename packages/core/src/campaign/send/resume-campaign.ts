import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
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
    const resumed = await changeCampaign(em, ctx, input.campaignId, {
      from: ["paused"],
      to: sql`case when sending_began_at is null then 'scheduled' else 'sending' end`,
      // Who resumes has seen the numbers: a grown audience is confirmed by it, and trouble counts from here on.
      set: sql`pause_reason = null, resumed_at = app_now(),
        confirmed_count = case when sending_began_at is null then coalesce(due_count, confirmed_count) else confirmed_count end`,
      action: "campaign.resumed",
    });
    return { outcome: resumed ? "resumed" : "not_paused" };
  });
}
