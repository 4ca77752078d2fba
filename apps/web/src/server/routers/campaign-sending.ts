import { reviewAudience } from "@packpost/core/audience/review-audience";
import { cancelCampaign } from "@packpost/core/campaign/cancel-campaign";
import { decideUnconfirmed } from "@packpost/core/campaign/decide-unconfirmed";
import { findSendTime } from "@packpost/core/campaign/find-send-time";
import { pauseCampaign } from "@packpost/core/campaign/pause-campaign";
import { rescheduleCampaign } from "@packpost/core/campaign/reschedule-campaign";
import { resumeCampaign } from "@packpost/core/campaign/resume-campaign";
import { scheduleCampaign } from "@packpost/core/campaign/schedule-campaign";
import {
  campaignIdSchema,
  decideUnconfirmedSchema,
  findSendTimeSchema,
  rescheduleCampaignSchema,
  scheduleCampaignSchema,
  sendCampaignSchema,
} from "@packpost/core/campaign/schemas";
import { sendCampaign } from "@packpost/core/campaign/send-campaign";
import { undoSend } from "@packpost/core/campaign/undo-send";
import { checkRefusedSender } from "#web/server/check-sender.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { verbContext } from "#web/server/verb-context.ts";
import { wakeCampaign } from "#web/server/wake-campaign.ts";

/** What moves a campaign: each commits its change, then wakes the workflow. */
export const campaignSendingRouter = createRouter({
  /** Keeps who would receive it, so that a difference at the send has names. */
  review: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => reviewAudience({ ctx: await verbContext(ctx), input })),
  send: permitted("campaign.send")
    .input(sendCampaignSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await sendCampaign({ ctx: await verbContext(ctx), input });
      if (result.outcome === "scheduled") await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      await checkRefusedSender(ctx.staff.organisationId, result);
      return result;
    }),
  /** What a date and time mean in the organisation's zone: asked while one chooses. */
  time: permitted("campaign.send")
    .input(findSendTimeSchema)
    .query(async ({ ctx, input }) => findSendTime({ ctx: await verbContext(ctx), input })),
  schedule: permitted("campaign.send")
    .input(scheduleCampaignSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await scheduleCampaign({ ctx: await verbContext(ctx), input });
      if (result.outcome === "scheduled") await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      await checkRefusedSender(ctx.staff.organisationId, result);
      return result;
    }),
  reschedule: permitted("campaign.send")
    .input(rescheduleCampaignSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await rescheduleCampaign({ ctx: await verbContext(ctx), input });
      if (result.outcome === "scheduled") await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
  undo: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await undoSend({ ctx: await verbContext(ctx), input });
      await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
  pause: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await pauseCampaign({ ctx: await verbContext(ctx), input });
      await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
  resume: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await resumeCampaign({ ctx: await verbContext(ctx), input });
      await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
  unconfirmed: permitted("campaign.send")
    .input(decideUnconfirmedSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await decideUnconfirmed({ ctx: await verbContext(ctx), input });
      if (result.outcome === "sent_again") await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
  cancel: permitted("campaign.send")
    .input(campaignIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await cancelCampaign({ ctx: await verbContext(ctx), input });
      await wakeCampaign(ctx.staff.organisationId, input.campaignId);
      return result;
    }),
});
