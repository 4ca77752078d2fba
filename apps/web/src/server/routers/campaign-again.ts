import { archiveCampaign } from "@packpost/core/campaign/archive-campaign";
import { archiveCampaigns } from "@packpost/core/campaign/archive-campaigns";
import { duplicateCampaign } from "@packpost/core/campaign/duplicate-campaign";
import { getRelatives } from "@packpost/core/campaign/get-relatives";
import { resendToFailed } from "@packpost/core/campaign/resend-to-failed";
import {
  archiveCampaignSchema,
  archiveCampaignsSchema,
  campaignIdSchema,
} from "@packpost/core/campaign/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** A campaign again: duplicates, resends, the archive. */
export const campaignAgainRouter = createRouter({
  relatives: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => getRelatives({ ctx, input })),
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
