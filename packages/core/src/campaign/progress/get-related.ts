import { Campaign } from "@packpost/db/entities/campaign.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { countFailed } from "../../audience/count-failed.ts";
import type { Context } from "../../context.ts";
import type { CampaignStatus } from "../enums.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";

/** What a campaign is linked to by resends (C16), and whether there is somebody to resend it to. */
export interface Related {
  /** The campaign this one is a resend of. */
  parent: { id: string; name: string } | null;
  /** Its resends, oldest first. */
  children: { id: string; name: string; status: CampaignStatus }[];
  /** Whom it failed to reach and no resend has reached since; 0 while it is not finished. */
  failed: number;
  archived: boolean;
}

/**
 * The resends around a campaign.
 * @throws {PackpostError} not_found
 */
export async function getRelated({ ctx, input }: { ctx: Context; input: CampaignIdInput }): Promise<Related> {
  requirePermission(ctx, "campaign.read");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    const parent = await campaign.parent?.load();
    const children = await em.find(
      Campaign,
      { organisationId, parent: campaign.id },
      { orderBy: { createdAt: "asc", id: "asc" }, populate: ["broadcast"] },
    );
    const finished = campaign.broadcast.status === "sent" || campaign.broadcast.status === "cancelled";
    return {
      parent: parent ? { id: parent.id, name: parent.name } : null,
      children: children.map(({ id, name, broadcast }) => ({ id, name, status: broadcast.status })),
      failed: finished ? await countFailed(em, campaign.id) : 0,
      archived: Boolean(campaign.archivedAt),
    };
  });
}
