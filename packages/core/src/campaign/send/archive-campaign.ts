import { databaseNow } from "@packpost/db/database-now";
import { Campaign } from "@packpost/db/entities/campaign.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import type { ArchiveCampaignInput } from "../schemas.ts";

/**
 * Takes a campaign out of the list into the archive, or back (C16). Nothing else changes: its page, its outcomes and
 * later provider events go on. What is scheduled, sending or paused stays in sight.
 * @throws {PackpostError} not_found
 */
export async function archiveCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: ArchiveCampaignInput;
}): Promise<{ outcome: "done" | "moving" }> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { status } = await holdBroadcast(em, ctx, input.campaignId, "share");
    const isSettled = ["draft", "sent", "cancelled"].includes(status);
    // Of two who press it at once one has done it.
    const changed =
      isSettled &&
      (await em.nativeUpdate(
        Campaign,
        {
          ...{ organisationId: ctx.organisationId, id: input.campaignId },
          archivedAt: input.archived ? null : { $ne: null },
        },
        { archivedAt: input.archived ? databaseNow() : null },
      )) > 0;
    if (!changed) {
      const { archivedAt } = await findCampaign(em, ctx, input.campaignId);
      const asWanted = Boolean(archivedAt) === input.archived;
      return { outcome: asWanted || isSettled ? "done" : "moving" };
    }
    writeAudit(em, ctx, {
      action: input.archived ? "campaign.archived" : "campaign.unarchived",
      subjectKind: "campaign",
      subjectId: input.campaignId,
    });
    return { outcome: "done" };
  });
}
