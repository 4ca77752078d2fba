import type { EmailProvider } from "./email.ts";
import { createPostmark } from "./postmark/provider.ts";
import type { SmsProvider } from "./sms.ts";
import { createTwilio } from "./twilio/provider.ts";

const words = (what: string) =>
  `Your organisation has no account at the ${what} provider: an owner enters its key in Settings › Providers`;

/**
 * In place of the provider of an organisation that has no account while the environment's serves another one too: it sends nothing and
 * says why. The DNS can be asked about a sender all the same.
 * @param apiUrl the mail provider's
 */
export function missingEmail(apiUrl: string): EmailProvider {
  const providerMessage = words("mail");
  const unavailable = { outcome: "unavailable", providerMessage } as const;
  const problem = { outcome: "account_problem", code: 0, providerMessage } as const;
  return {
    ...createPostmark({ apiUrl, serverToken: "none" }),
    sendBatch: async () => problem,
    findByAttempt: async () => problem,
    suppressions: {
      ...{ list: async () => unavailable, find: async () => unavailable },
      ...{ add: async () => unavailable, lift: async () => unavailable },
    },
    checkAccount: async () => unavailable,
    registerWebhooks: async () => ({ outcome: "refused", providerMessage }),
  };
}

/** The same for texts. */
export function missingSms(): SmsProvider {
  const providerMessage = words("text");
  const unavailable = { outcome: "unavailable", providerMessage } as const;
  const problem = { outcome: "account_problem", code: 0, providerMessage } as const;
  return {
    ...createTwilio({ apiUrl: "https://api.twilio.com", accountSid: "ACnone", authToken: "none" }),
    sendText: async () => problem,
    findText: async () => problem,
    listInbound: async () => problem,
    fetchMedia: async () => unavailable,
    checkAccount: async () => unavailable,
    registerInbound: async () => ({ outcome: "refused", providerMessage }),
  };
}
