import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { createDraft } from "../create-draft.ts";
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
    return { campaignId: await createDraft(em, ctx, { name: input.name ?? UNTITLED }) };
  });
}
