import { putFirstStepsAway, putFirstStepsAwaySchema } from "@packpost/core/first-steps/put-first-steps-away";
import { readFirstSteps } from "@packpost/core/first-steps/read-first-steps";
import { getInboundTest } from "@packpost/core/inbound-mail/test/inbound-test";
import { startInboundTest } from "@packpost/core/inbound-mail/test/start-inbound-test";
import { getOpeningHours } from "@packpost/core/opening-hours/get-opening-hours";
import { openingHoursSchema } from "@packpost/core/opening-hours/opening-hours-schema";
import { saveOpeningHours } from "@packpost/core/opening-hours/save-opening-hours";
import { allowSending } from "@packpost/core/organisation/allow-sending";
import { editSettings } from "@packpost/core/organisation/edit-settings";
import { getLogo } from "@packpost/core/organisation/get-logo";
import { getSettings } from "@packpost/core/organisation/get-settings";
import { removeLogo } from "@packpost/core/organisation/save-logo";
import { editSettingsSchema } from "@packpost/core/organisation/settings-schemas";
import { stopSending } from "@packpost/core/organisation/stop-sending";
import { askRegistration } from "@packpost/core/provider-account/ask-registration";
import { getProviders } from "@packpost/core/provider-account/get-providers";
import { keyChannelSchema, testKeySchema } from "@packpost/core/provider-key/provider-key-schemas";
import { removeProviderKey } from "@packpost/core/provider-key/remove-provider-key";
import { startKeyTest } from "@packpost/core/provider-key/start-key-test";
import {
  getFactorRule,
  requireSecondFactor,
  requireSecondFactorSchema,
} from "@packpost/core/second-factor/require-second-factor";
import { getSenderCheck } from "@packpost/core/sender/get-sender-check";
import { lookAgain } from "@packpost/core/sender/look-again";
import { getTexting } from "@packpost/core/texting/set-up/get-texting";
import { saveTexting } from "@packpost/core/texting/set-up/save-texting";
import { startTextTest } from "@packpost/core/texting/set-up/start-text-test";
import { switchTexting } from "@packpost/core/texting/set-up/switch-texting";
import {
  saveTextingSchema,
  startTextTestSchema,
  switchTextingSchema,
} from "@packpost/core/texting/set-up/texting-schemas";
import { changeWebhookSecret, endPreviousWebhookSecret } from "@packpost/core/webhook/change-webhook-secret";
import { getWebhook } from "@packpost/core/webhook/get-webhook";
import { env } from "#web/env.ts";
import { getKeySeal } from "#web/server/get-key-seal.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** What an organisation's owners and admins set for all of it. */
export const settingsRouter = createRouter({
  get: permitted("settings.manage").query(({ ctx }) => getSettings({ ctx })),
  edit: permitted("settings.manage")
    .input(editSettingsSchema)
    .mutation(({ ctx, input }) => editSettings({ ctx, input })),
  /** The logo is uploaded by `/api/pictures?use=logo`. */
  logo: permitted("settings.manage").query(({ ctx }) => getLogo({ ctx })),
  removeLogo: permitted("settings.manage").mutation(({ ctx }) => removeLogo({ ctx })),
  /** Whether the sender's domain is verified, as it was last looked at. */
  sender: permitted("settings.manage").query(({ ctx }) => getSenderCheck({ ctx })),
  /** Looks again; nothing of the organisation's is changed. */
  checkSender: permitted("settings.manage").mutation(({ ctx }) => lookAgain({ ctx })),
  /** Where the provider tells what became of mails; never its password. */
  webhook: permitted("settings.manage").query(({ ctx }) =>
    getWebhook({ ctx, input: { apiUrl: env.API_URL } }),
  ),
  /** The newest test of whether mails come in, and a new one (V9). */
  inboundTest: permitted("settings.manage").query(({ ctx }) => getInboundTest({ ctx })),
  testInbound: permitted("settings.manage").mutation(({ ctx }) => startInboundTest({ ctx })),
  changeWebhookSecret: permitted("settings.manage").mutation(({ ctx }) =>
    changeWebhookSecret({ ctx, seal: getKeySeal() }),
  ),
  endPreviousWebhookSecret: permitted("settings.manage").mutation(({ ctx }) =>
    endPreviousWebhookSecret({ ctx }),
  ),
  /** By whose accounts messages leave, and whether these report to us (O2); never a key. */
  providers: permitted("settings.manage").query(({ ctx }) =>
    getProviders({ ctx, input: { apiUrl: env.API_URL, canKeep: getKeySeal() !== null } }),
  ),
  /** Has a key tested by the worker, and saved if it opens an account. */
  testProviderKey: permitted("settings.provider_keys")
    .input(testKeySchema)
    .mutation(({ ctx, input }) => startKeyTest({ ctx, input, seal: getKeySeal() })),
  removeProviderKey: permitted("settings.provider_keys")
    .input(keyChannelSchema)
    .mutation(({ ctx, input }) => removeProviderKey({ ctx, input })),
  registerWithProvider: permitted("settings.manage")
    .input(keyChannelSchema)
    .mutation(({ ctx, input }) => askRegistration({ ctx, input })),
  /** The number that texts leave by, and whether all is ready (A15). */
  texting: permitted("settings.manage").query(({ ctx }) =>
    getTexting({ ctx, input: { apiUrl: env.API_URL } }),
  ),
  saveTexting: permitted("settings.manage")
    .input(saveTextingSchema)
    .mutation(({ ctx, input }) => saveTexting({ ctx, input })),
  testTexting: permitted("settings.manage")
    .input(startTextTestSchema)
    .mutation(({ ctx, input }) => startTextTest({ ctx, input })),
  switchTexting: permitted("settings.manage")
    .input(switchTextingSchema)
    .mutation(({ ctx, input }) => switchTexting({ ctx, input })),
  /** When somebody is there (V16). */
  openingHours: permitted("settings.manage").query(({ ctx }) => getOpeningHours({ ctx })),
  saveOpeningHours: permitted("settings.manage")
    .input(openingHoursSchema)
    .mutation(({ ctx, input }) => saveOpeningHours({ ctx, input })),
  /** The way of a new organisation to its first campaign (O1). */
  firstSteps: permitted("settings.manage").query(({ ctx }) => readFirstSteps({ ctx })),
  putFirstStepsAway: permitted("settings.manage")
    .input(putFirstStepsAwaySchema)
    .mutation(({ ctx, input }) => putFirstStepsAway({ ctx, input })),
  stopSending: permitted("settings.manage").mutation(({ ctx }) => stopSending({ ctx })),
  allowSending: permitted("settings.manage").mutation(({ ctx }) => allowSending({ ctx })),
  /** Whether owners and admins need a second factor (O1). */
  factorRule: permitted("settings.security").query(({ ctx }) => getFactorRule({ ctx })),
  requireSecondFactor: permitted("settings.security")
    .input(requireSecondFactorSchema)
    .mutation(({ ctx, input }) => requireSecondFactor({ ctx, input })),
});
