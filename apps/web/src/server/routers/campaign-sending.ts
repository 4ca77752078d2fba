import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import {
  campaignIdSchema,
  decideUnconfirmedSchema,
  findSendTimeSchema,
  rescheduleCampaignSchema,
  scheduleCampaignSchema,
  sendCampaignSchema,
} from "@packpost/core/campaign/schemas";
import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { decideUnconfirmed } from "@packpost/core/campaign/send/decide-unconfirmed";
import { findSendTime } from "@packpost/core/campaign/send/find-send-time";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { rescheduleCampaign } from "@packpost/core/campaign/send/reschedule-campaign";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { scheduleCampaign } from "@packpost/core/campaign/send/schedule-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { undoSend } from "@packpost/core/campaign/send/undo-send";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** What moves a campaign: each commits its change, and its workflow is woken. */
export const campaignSendingRouter = createRouter({
  /** Keeps who would receive it, so that a difference at the send has names. */
  review: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => reviewAudience({ ctx, input })),
  send: permitted("campaign.send")
    .input(sendCampaignSchema)
    .mutation(({ ctx, input }) => sendCampaign({ ctx, input })),
  /** What a date and time mean in the organisation's zone: asked while one chooses. */
  time: permitted("campaign.send")
    .input(findSendTimeSchema)
    .query(({ ctx, input }) => findSendTime({ ctx, input })),
  schedule: permitted("campaign.send")
    .input(scheduleCampaignSchema)
    .mutation(({ ctx, input }) => scheduleCampaign({ ctx, input })),
  reschedule: permitted("campaign.send")
    .input(rescheduleCampaignSchema)
    .mutation(({ ctx, input }) => rescheduleCampaign({ ctx, input })),
  undo: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => undoSend({ ctx, input })),
  pause: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => pauseCampaign({ ctx, input })),
  resume: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => resumeCampaign({ ctx, input })),
  unconfirmed: permitted("campaign.send")
    .input(decideUnconfirmedSchema)
    .mutation(({ ctx, input }) => decideUnconfirmed({ ctx, input })),
  cancel: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(({ ctx, input }) => cancelCampaign({ ctx, input })),
});
