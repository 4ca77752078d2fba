import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";

/**
 * Whether a campaign was paused before it began because more people would get it than were confirmed, and so many that sending to them is
 * another question for a second person (C7): it is taken back to draft and asked anew.
 */
export async function hasGrownPastApproval(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
): Promise<boolean> {
  const { broadcast } = await findCampaign(em, ctx, campaignId);
  const { status, sendingBeganAt, dueCount, confirmedCount } = broadcast;
  if (status !== "paused" || sendingBeganAt || dueCount == null) return false;
  const { approvalOver } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  return approvalOver != null && dueCount > approvalOver && dueCount > (confirmedCount ?? 0);
}
