import { duplicateCampaign } from "@packpost/core/campaign/draft/duplicate-campaign";
import { getRelated } from "@packpost/core/campaign/progress/get-related";
import {
  archiveCampaignSchema,
  archiveCampaignsSchema,
  campaignIdSchema,
} from "@packpost/core/campaign/schemas";
import { archiveCampaign } from "@packpost/core/campaign/send/archive-campaign";
import { archiveCampaigns } from "@packpost/core/campaign/send/archive-campaigns";
import { resendToFailed } from "@packpost/core/campaign/send/resend-to-failed";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** What comes of a campaign: duplicates, resends, the archive. */
export const campaignRelatedRouter = createRouter({
  list: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => getRelated({ ctx, input })),
  duplicate: permitted("campaign.write")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => duplicateCampaign({ ctx, input })),
  resend: permitted("campaign.write")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => resendToFailed({ ctx, input })),
  archive: permitted("campaign.write")
    .input(archiveCampaignSchema)
    .mutation(({ ctx, input }) => archiveCampaign({ ctx, input })),
  archiveMany: permitted("campaign.write")
    .input(archiveCampaignsSchema)
    .mutation(({ ctx, input }) => archiveCampaigns({ ctx, input })),
});
