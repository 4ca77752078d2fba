import { approveSend } from "@packpost/core/campaign/approval/approve-send";
import { declineSend } from "@packpost/core/campaign/approval/decline-send";
import { getApproval } from "@packpost/core/campaign/approval/get-approval";
import { declineSendSchema, sendRequestIdSchema } from "@packpost/core/campaign/approval/schemas";
import { withdrawRequest } from "@packpost/core/campaign/approval/withdraw-request";
import { campaignIdSchema } from "@packpost/core/campaign/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** A second person approves what goes out to many (C7). */
export const campaignApprovalRouter = createRouter({
  get: permitted("campaign.read")
    .input(campaignIdSchema)
    .query(({ ctx, input }) => getApproval({ ctx, input })),
  approve: permitted("campaign.send")
    .input(sendRequestIdSchema)
    .mutation(({ ctx, input }) => approveSend({ ctx, input })),
  decline: permitted("campaign.send")
    .input(declineSendSchema)
    .mutation(({ ctx, input }) => declineSend({ ctx, input })),
  withdraw: permitted("campaign.send")
    .input(sendRequestIdSchema)
    .mutation(({ ctx, input }) => withdrawRequest({ ctx, input })),
});
