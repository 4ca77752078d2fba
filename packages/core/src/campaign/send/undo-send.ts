import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { changeCampaign } from "../change-campaign.ts";

/** Takes a send, now or at a time, back before it has begun (C7): the campaign is a draft again, as it was written. */
export function undoSend({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ outcome: "undone" | "too_late" }> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const undone = await changeCampaign(em, ctx, input.campaignId, {
      from: ["scheduled", "paused"],
      to: sql`'draft'`,
      set: sql`send_at = null, sent_by = null, template = null, confirmed_count = null,
        planned = false, due_count = null, pause_reason = null`,
      and: sql`sending_began_at is null`,
      happened: "send_undone",
    });
    return { outcome: undone ? "undone" : "too_late" };
  });
}
