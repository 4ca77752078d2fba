import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
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
    const changed = await sql`
      with still as (
        select id, organisation_id from broadcast
        where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and status in ('draft', 'sent', 'cancelled') for share)
      update campaign set archived_at = ${input.archived ? sql`coalesce(archived_at, app_now())` : sql`null`}
      from still
      where campaign.id = still.id and campaign.organisation_id = still.organisation_id and (archived_at is not null) <> ${input.archived}`.execute(
      em.getKysely(),
    );
    if (!changed.numAffectedRows) {
      const { archivedAt, broadcast } = await findCampaign(em, ctx, input.campaignId);
      const asWanted = Boolean(archivedAt) === input.archived;
      return {
        outcome: asWanted || ["draft", "sent", "cancelled"].includes(broadcast.status) ? "done" : "moving",
      };
    }
    writeAudit(em, ctx, {
      action: input.archived ? "campaign.archived" : "campaign.unarchived",
      subjectKind: "campaign",
      subjectId: input.campaignId,
    });
    return { outcome: "done" };
  });
}
