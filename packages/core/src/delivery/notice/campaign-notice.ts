import type { EntityManager } from "@packpost/db/orm";
import { findCampaign } from "../../campaign/find-campaign.ts";
import type { Context } from "../../context.ts";
import type { NoticeOf } from "./queue-notice.ts";

/** A campaign as notices speak of it: to its author and, if that is another person, to whoever sent or scheduled it. */
export async function campaignNotice(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
): Promise<{ of: NoticeOf; name: string }> {
  const campaign = await findCampaign(em, ctx, campaignId);
  const of: NoticeOf = {
    ...{ id: campaignId, kind: "campaign", staffIds: [campaign.author.id, campaign.broadcast.sentBy?.id] },
    ...{ path: `/campaigns/${campaignId}`, look: "Look at the campaign" },
    closing: "You get this because you wrote or sent this campaign.",
  };
  return { of, name: campaign.name.replace(/\s+/g, " ").trim() };
}
