import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { createDraft } from "../create-draft.ts";
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
    const { pass, subject, preheader, bodyMarkdown, copyTo } = original;
    const copy = {
      name: nameWith(original.name, "(copy)"),
      pass: pass?.id ?? null,
      subject,
      preheader,
      bodyMarkdown,
      copyTo,
    };
    return { campaignId: await createDraft(em, ctx, copy, { duplicateOf: original.id }) };
  });
}
