import type { OwnProvider } from "@packpost/core/provider-key/find-provider-key";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { simulatedDns } from "@packpost/providers/dns";
import { missingEmail, missingSms } from "@packpost/providers/missing-account";
import { createPostmark } from "@packpost/providers/postmark/provider";
import type { Channel, Providers } from "@packpost/providers/providers";
import { parseAccountKey } from "@packpost/providers/twilio/account";
import { createTwilio } from "@packpost/providers/twilio/provider";

/** The installation's own: the simulator, or Postmark with its one token and Twilio with its one account. */
export interface ProviderSettings {
  readonly sandboxUrl: string | undefined;
  readonly apiUrl: string;
  readonly serverToken: string | undefined;
  /** Lets the installation's account say whether a sender's domain is verified. */
  readonly accountToken?: string | undefined;
  /** Without account and token nobody is texted but by an organisation's own. */
  readonly twilio?: {
    readonly apiUrl: string;
    readonly accountSid: string | undefined;
    readonly authToken: string | undefined;
  };
}

/** How an organisation's provider of each channel is made, from its own key or from the installation's. */
type ProviderBuilders = {
  readonly [C in Channel]: (organisationId: OrganisationId, own: OwnProvider | null) => Providers[C];
};

interface Builders {
  readonly build: ProviderBuilders;
  /** What serves an organisation without an account where there are several; null = the installation's serves all of them. */
  readonly missing: Providers | null;
}

/** @throws {Error} when both or neither of simulator and real keys are given: there is no silent default */
export function createProviderBuilders(settings: ProviderSettings): Builders {
  const { sandboxUrl, serverToken, twilio } = settings;
  const real = [
    serverToken !== undefined && "POSTMARK_SERVER_TOKEN",
    twilio?.accountSid !== undefined && "TWILIO_ACCOUNT_SID",
  ].filter((name) => name !== false);
  if (sandboxUrl !== undefined && real.length > 0)
    throw new Error(
      `SANDBOX_URL and ${real.join(", ")} are both set: choose the simulator or the real provider.`,
    );
  if (sandboxUrl !== undefined) return { build: simulated(sandboxUrl), missing: null };
  if (serverToken === undefined)
    throw new Error("No mail provider: set POSTMARK_SERVER_TOKEN, or SANDBOX_URL for the simulator.");
  const { apiUrl, accountToken } = settings;
  const build: ProviderBuilders = {
    // The installation's account token says nothing of another account's domains.
    email: (_organisationId, own) =>
      own === null
        ? createPostmark({ apiUrl, serverToken, accountToken })
        : createPostmark({ apiUrl, serverToken: own.key }),
    sms: (_organisationId, own) => {
      const account = own === null ? twilio : parseOwnAccount(own);
      if (twilio === undefined || account?.accountSid === undefined || account.authToken === undefined)
        throw new Error("No provider of texts: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.");
      const { accountSid, authToken } = account;
      return createTwilio({ apiUrl: twilio.apiUrl, accountSid, authToken });
    },
  };
  return { build, missing: { email: missingEmail(apiUrl), sms: missingSms() } };
}

/** Every organisation has a server of its own at the simulator, and its own key is another of them. */
function simulated(sandboxUrl: string): ProviderBuilders {
  return {
    email: (organisationId, own) => {
      const token = own?.key ?? `sandbox-${organisationId}`;
      const dns = simulatedDns(sandboxUrl, token);
      return createPostmark({
        ...{ apiUrl: sandboxUrl, serverToken: token, accountToken: token },
        ...{ dns, ownersUnknown: true },
      });
    },
    sms: (organisationId, own) => {
      const simulators = {
        accountSid: `AC${organisationId.replaceAll("-", "")}`,
        authToken: `sandbox-${organisationId}`,
      };
      return createTwilio({ apiUrl: sandboxUrl, ...(own === null ? simulators : parseOwnAccount(own)) });
    },
  };
}

function parseOwnAccount(own: OwnProvider) {
  const account = parseAccountKey(own.key);
  if (account === undefined) throw new Error("An organisation's key of its Twilio account cannot be read");
  return account;
}
