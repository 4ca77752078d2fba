import { listMails } from "@packpost/core/mail/list-mails";
import { queuePreview } from "@packpost/core/mail/queue-preview";
import { listMailsSchema, mailIdSchema, sendPreviewSchema } from "@packpost/core/mail/schemas";
import { sendMailAgain } from "@packpost/core/mail/send-mail-again";
import { previewUnsubscribeUrl } from "@packpost/core/unsubscribe/unsubscribe-urls";
import { env } from "#web/env.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { startMails } from "#web/server/start-mails.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** Single mails: previews and copies of campaigns. */
export const mailRouter = createRouter({
  sendPreview: permitted("campaign.preview")
    .input(sendPreviewSchema)
    .mutation(async ({ ctx, input }) => {
      const unsubscribeUrl = previewUnsubscribeUrl(env.APP_URL);
      const result = await queuePreview({
        ctx: await verbContext(ctx),
        input: { ...input, unsubscribeUrl },
      });
      if (result.outcome === "queued") await startMails(ctx.staff.organisationId, result.mailIds);
      return result;
    }),
  again: permitted("campaign.preview")
    .input(mailIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await sendMailAgain({ ctx: await verbContext(ctx), input });
      if (result.outcome === "waiting") await startMails(ctx.staff.organisationId, [input.mailId]);
      return result;
    }),
  ofCampaign: permitted("campaign.read")
    .input(listMailsSchema)
    .query(async ({ ctx, input }) => listMails({ ctx: await verbContext(ctx), input })),
});
