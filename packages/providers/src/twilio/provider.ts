import type { SmsProvider } from "../sms.ts";
import { fingerprintOf } from "./account.ts";
import type { TwilioSettings } from "./call.ts";
import { checkAccount } from "./check-account.ts";
import { fetchMedia } from "./fetch-media.ts";
import { findText } from "./find-text.ts";
import { listInbound } from "./list-inbound.ts";
import { listSent } from "./list-sent.ts";
import { registerInbound } from "./register-inbound.ts";
import { sendText, twilioLimits } from "./send.ts";

/** Twilio as one organisation's provider of texts. Cheap to make: sockets are shared by all. */
export function createTwilio(settings: TwilioSettings): SmsProvider {
  return {
    limits: twilioLimits,
    fingerprint: () => fingerprintOf(settings.accountSid),
    sendText: (text, options) => sendText(settings, text, options),
    findText: (text, options) => findText(settings, text, options),
    listSent: (options) => listSent(settings, options),
    listInbound: (options) => listInbound(settings, options),
    checkAccount: () => checkAccount(settings),
    registerInbound: (webhook) => registerInbound(settings, webhook),
    fetchMedia: (url, options) => fetchMedia(settings, url, options),
  };
}
