import { allowSending } from "@packpost/core/organisation/allow-sending";
import { editSettings } from "@packpost/core/organisation/edit-settings";
import { getSettings } from "@packpost/core/organisation/get-settings";
import { editSettingsSchema } from "@packpost/core/organisation/settings-schemas";
import { stopSending } from "@packpost/core/organisation/stop-sending";
import { getSenderCheck } from "@packpost/core/sender/get-sender-check";
import { changeWebhookSecret, endPreviousWebhookSecret } from "@packpost/core/webhook/change-webhook-secret";
import { getWebhook } from "@packpost/core/webhook/get-webhook";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { env } from "#web/env.ts";
import { checkSender } from "#web/server/check-sender.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { verbContext } from "#web/server/verb-context.ts";
import { wakeCampaign } from "#web/server/wake-campaign.ts";

/** What an organisation's owners and admins set for all of it. */
export const settingsRouter = createRouter({
  get: permitted("settings.manage").query(async ({ ctx }) => getSettings({ ctx: await verbContext(ctx) })),
  edit: permitted("settings.manage")
    .input(editSettingsSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await editSettings({ ctx: await verbContext(ctx), input });
      if (input.section === "sender") await checkSender(ctx.staff.organisationId);
      return result;
    }),
  /** Whether the sender's domain is verified, as it was last looked at. */
  sender: permitted("settings.manage").query(async ({ ctx }) =>
    getSenderCheck({ ctx: await verbContext(ctx) }),
  ),
  /** Looks again; nothing of the organisation's is changed. */
  checkSender: permitted("settings.manage").mutation(async ({ ctx }) => {
    await checkSender(ctx.staff.organisationId, "result");
    return getSenderCheck({ ctx: await verbContext(ctx) });
  }),
  /** Where the provider tells what became of mails; never its password. */
  webhook: permitted("settings.manage").query(async ({ ctx }) => ({
    ...(await getWebhook({ ctx: await verbContext(ctx) })),
    address: `${env.API_URL}/webhooks/postmark/${ctx.staff.organisationId}`,
    user: WEBHOOK_USER,
  })),
  changeWebhookSecret: permitted("settings.manage").mutation(async ({ ctx }) =>
    changeWebhookSecret({ ctx: await verbContext(ctx) }),
  ),
  endPreviousWebhookSecret: permitted("settings.manage").mutation(async ({ ctx }) =>
    endPreviousWebhookSecret({ ctx: await verbContext(ctx) }),
  ),
  stopSending: permitted("settings.manage").mutation(async ({ ctx }) =>
    stopSending({ ctx: await verbContext(ctx) }),
  ),
  allowSending: permitted("settings.manage").mutation(async ({ ctx }) => {
    const { campaignIds } = await allowSending({ ctx: await verbContext(ctx) });
    await Promise.all(campaignIds.map((id) => wakeCampaign(ctx.staff.organisationId, id)));
    return { woken: campaignIds.length };
  }),
});
