import { Campaign } from "@packpost/db/entities/campaign.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

/**
 * A campaign with its broadcast, in the running transaction.
 * @throws {PackpostError} not_found, also for one of another organisation
 */
export async function findCampaign(em: EntityManager, ctx: Context, campaignId: string) {
  const campaign = await em.findOne(
    Campaign,
    { organisationId: ctx.organisationId, id: campaignId },
    { populate: ["broadcast"] },
  );
  if (campaign !== null) return campaign;
  throw new PackpostError("not_found", "This campaign does not exist.", {
    nextStep: "Look for it in the list of campaigns.",
  });
}
