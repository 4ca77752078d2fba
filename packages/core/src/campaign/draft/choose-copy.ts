import { databaseNow } from "@packpost/db/database-now";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import type { ChooseCopyInput } from "../schemas.ts";

/**
 * Chooses who gets a copy when sending begins (C3). Possible until then; of a campaign that is no draft any more by those
 * alone who may send it.
 * @throws {PackpostError} not_found, forbidden
 */
export async function chooseCopy({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChooseCopyInput;
}): Promise<{ outcome: "chosen" | "too_late" }> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { status, hasBegun } = await holdBroadcast(em, ctx, input.campaignId, "share");
    // What an admin has confirmed changes only with the right to send.
    if (status !== "draft") requirePermission(ctx, "campaign.send");
    if (hasBegun || !["draft", "scheduled", "paused"].includes(status)) return { outcome: "too_late" };
    const campaign = await findCampaign(em, ctx, input.campaignId);
    em.assign(campaign, { copyTo: input.copyTo, updatedAt: databaseNow() });
    writeAudit(em, ctx, {
      action: "campaign.copy_chosen",
      subjectKind: "campaign",
      subjectId: input.campaignId,
      detail: { copyTo: input.copyTo },
    });
    return { outcome: "chosen" };
  });
}
