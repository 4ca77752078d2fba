import { Campaign } from "@packpost/db/entities/campaign.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { UNTITLED } from "../enums.ts";
import type { CreateCampaignInput } from "../schemas.ts";

/** Starts an empty draft (C5). */
export async function createCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreateCampaignInput;
}): Promise<{ campaignId: string }> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = em.create(Campaign, {
      organisationId: ctx.organisationId,
      name: input.name ?? UNTITLED,
      authorId: staffIdOf(ctx),
    });
    await em.flush();
    writeAudit(em, ctx, { action: "campaign.created", subjectKind: "campaign", subjectId: campaign.id });
    return { campaignId: campaign.id };
  });
}
