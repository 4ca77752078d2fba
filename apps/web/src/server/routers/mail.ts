import { listMails } from "@packpost/core/mail/list-mails";
import { queuePreview } from "@packpost/core/mail/queue-preview";
import { listMailsSchema, mailIdSchema, sendPreviewSchema } from "@packpost/core/mail/schemas";
import { sendMailAgain } from "@packpost/core/mail/send-mail-again";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Single mails: previews and copies of campaigns. */
export const mailRouter = createRouter({
  sendPreview: permitted("campaign.preview")
    .input(sendPreviewSchema)
    .mutation(({ ctx, input }) => queuePreview({ ctx, input })),
  again: permitted("campaign.preview")
    .input(mailIdSchema)
    .mutation(({ ctx, input }) => sendMailAgain({ ctx, input })),
  ofCampaign: permitted("campaign.read")
    .input(listMailsSchema)
    .query(({ ctx, input }) => listMails({ ctx, input })),
});
