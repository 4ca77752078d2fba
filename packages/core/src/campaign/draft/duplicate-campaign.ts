import { Campaign } from "@packpost/db/entities/campaign.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import { nameWith } from "../name-with.ts";
import type { CampaignIdInput } from "../schemas.ts";

/**
 * Makes a draft with the same text and pass (C16). People added or excluded by hand are not taken over.
 * @throws {PackpostError} not_found
 */
export async function duplicateCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<{ campaignId: string }> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const original = await findCampaign(em, ctx, input.campaignId);
    const { passId, subject, preheader, bodyMarkdown, copyTo } = original;
    const copy = em.create(Campaign, {
      organisationId: ctx.organisationId,
      name: nameWith(original.name, "(copy)"),
      passId: passId ?? null,
      subject,
      preheader,
      bodyMarkdown,
      copyTo,
      authorId: staffIdOf(ctx),
    });
    await em.flush();
    writeAudit(em, ctx, {
      action: "campaign.created",
      subjectKind: "campaign",
      subjectId: copy.id,
      detail: { duplicateOf: original.id },
    });
    return { campaignId: copy.id };
  });
}
