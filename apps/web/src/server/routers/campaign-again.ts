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
import { verbContext } from "#web/server/verb-context.ts";

/** A campaign again: duplicates, resends, the archive. */
export const campaignAgainRouter = createRouter({
  relatives: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(async ({ ctx, input }) => getRelatives({ ctx: await verbContext(ctx), input })),
  duplicate: permitted("campaign.write")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => duplicateCampaign({ ctx: await verbContext(ctx), input })),
  resend: permitted("campaign.write")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => resendToFailed({ ctx: await verbContext(ctx), input })),
  archive: permitted("campaign.write")
    .input(archiveCampaignSchema)
    .mutation(async ({ ctx, input }) => archiveCampaign({ ctx: await verbContext(ctx), input })),
  archiveMany: permitted("campaign.write")
    .input(archiveCampaignsSchema)
    .mutation(async ({ ctx, input }) => archiveCampaigns({ ctx: await verbContext(ctx), input })),
});
