import { listMails } from "@packpost/core/mail/list-mails";
import { queuePreview } from "@packpost/core/mail/queue-preview";
import { listMailsSchema, sendPreviewSchema } from "@packpost/core/mail/schemas";
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
  ofCampaign: permitted("campaign.read")
    .input(listMailsSchema)
    .query(async ({ ctx, input }) => listMails({ ctx: await verbContext(ctx), input })),
});
