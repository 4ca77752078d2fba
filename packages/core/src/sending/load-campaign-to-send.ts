import { Campaign } from "@packpost/db/entities/campaign.entity";
import { inOrganisation } from "@packpost/db/orm";
import { type FrozenTemplate, frozenTemplateSchema } from "../campaign/frozen-template.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

/** The frozen template of a campaign that is being sent. */
export async function loadCampaignToSend({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<FrozenTemplate> {
  const campaign = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    em.findOne(Campaign, { organisationId: ctx.organisationId, id: input.campaignId }),
  );
  if (!campaign) throw new PackpostError("not_found", "There is no such campaign.");
  return frozenTemplateSchema.parse(campaign.template);
}
