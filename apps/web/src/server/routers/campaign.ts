import { checkCampaign } from "@packpost/core/campaign/draft/check-campaign";
import { chooseCopy } from "@packpost/core/campaign/draft/choose-copy";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { getCampaign } from "@packpost/core/campaign/draft/get-campaign";
import { previewCampaign } from "@packpost/core/campaign/draft/preview-campaign";
import { getChart } from "@packpost/core/campaign/progress/get-chart";
import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { listCampaigns } from "@packpost/core/campaign/progress/list-campaigns";
import { countSkipReasons } from "@packpost/core/campaign/report/count-skip-reasons";
import { explainRecipient } from "@packpost/core/campaign/report/explain-recipient";
import { listHistory } from "@packpost/core/campaign/report/list-history";
import { listLinks } from "@packpost/core/campaign/report/list-links";
import { listRecipients } from "@packpost/core/campaign/report/list-recipients";
import { readSentMail } from "@packpost/core/campaign/report/read-sent-mail";
import {
  explainRecipientSchema,
  listRecipientsSchema,
  readSentMailSchema,
} from "@packpost/core/campaign/report/schemas";
import {
  campaignIdSchema,
  chooseCopySchema,
  createCampaignSchema,
  editCampaignSchema,
  getChartSchema,
  listCampaignsSchema,
  previewCampaignSchema,
} from "@packpost/core/campaign/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { campaignApprovalRouter } from "./campaign-approval.ts";
import { campaignEntriesRouter } from "./campaign-entries.ts";
import { campaignRelatedRouter } from "./campaign-related.ts";
import { campaignSendingRouter } from "./campaign-sending.ts";

/** Campaigns from draft to outcome. */
export const campaignRouter = createRouter({
  list: permitted("campaign.read")
    .input(listCampaignsSchema)
    .query(({ ctx, input }) => listCampaigns({ ctx, input })),
  get: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => getCampaign({ ctx, input })),
  create: permitted("campaign.write")
    .input(createCampaignSchema)
    .mutation(({ ctx, input }) => createCampaign({ ctx, input })),
  edit: permitted("campaign.write")
    .input(editCampaignSchema)
    .mutation(({ ctx, input }) => editCampaign({ ctx, input })),
  chooseCopy: permitted("campaign.write")
    .input(chooseCopySchema)
    .mutation(({ ctx, input }) => chooseCopy({ ctx, input })),
  /** Changes nothing; a mutation because a text does not fit into an address. */
  preview: permitted("campaign.preview")
    .input(previewCampaignSchema)
    .mutation(({ ctx, input }) => previewCampaign({ ctx, input })),
  progress: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => getProgress({ ctx, input })),
  recipients: permitted("campaign.read")
    .input(listRecipientsSchema)
    .query(({ ctx, input }) => listRecipients({ ctx, input })),
  /** Why the skipped were skipped, with how many each. */
  skipReasons: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => countSkipReasons({ ctx, input })),
  /** Everything known of one of them. */
  recipient: permitted("campaign.read")
    .input(explainRecipientSchema)
    .query(({ ctx, input }) => explainRecipient({ ctx, input })),
  /** The mail as it was sent, to a recipient or with example values. */
  sentMail: permitted("campaign.read")
    .input(readSentMailSchema)
    .query(({ ctx, input }) => readSentMail({ ctx, input })),
  links: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => listLinks({ ctx, input })),
  /** Counts a campaign anew; nothing is changed. */
  check: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => checkCampaign({ ctx, input })),
  chart: permitted("campaign.read")
    .input(getChartSchema)
    .query(({ ctx, input }) => getChart({ ctx, input })),
  entries: campaignEntriesRouter,
  history: permitted("audit.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => listHistory({ ctx, input })),
  approval: campaignApprovalRouter,
  sending: campaignSendingRouter,
  related: campaignRelatedRouter,
});
