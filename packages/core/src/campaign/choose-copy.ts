import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { findCampaign } from "./find-campaign.ts";
import type { ChooseCopyInput } from "./schemas.ts";

/**
 * Chooses who gets a copy when sending begins (C3). Possible until then.
 * @throws {PackpostError} not_found
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
    const chosen = await sql`
      update campaign set copy_to = ${input.copyTo}, updated_at = app_now()
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and sending_began_at is null
        and status in ('draft', 'scheduled', 'paused')`.execute(em.getKysely());
    if (!chosen.numAffectedRows) {
      await findCampaign(em, ctx, input.campaignId);
      return { outcome: "too_late" };
    }
    writeAudit(em, ctx, {
      action: "campaign.copy_chosen",
      subjectKind: "campaign",
      subjectId: input.campaignId,
      detail: { copyTo: input.copyTo },
    });
    return { outcome: "chosen" };
  });
}
