import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
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
    const { status } = (await findCampaign(em, ctx, input.campaignId)).broadcast;
    // What an admin has confirmed changes only with the right to send.
    if (status !== "draft") requirePermission(ctx, "campaign.send");
    const chosen = await sql`
      with open as (
        select id, organisation_id from broadcast
        where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and sending_began_at is null
          and status in ('draft', 'scheduled', 'paused') and (status = 'draft' or ${status !== "draft"}) for share)
      update campaign set copy_to = ${input.copyTo}, updated_at = app_now()
      from open where campaign.id = open.id and campaign.organisation_id = open.organisation_id`.execute(
      em.getKysely(),
    );
    if (!chosen.numAffectedRows) return { outcome: "too_late" };
    writeAudit(em, ctx, {
      action: "campaign.copy_chosen",
      subjectKind: "campaign",
      subjectId: input.campaignId,
      detail: { copyTo: input.copyTo },
    });
    return { outcome: "chosen" };
  });
}
