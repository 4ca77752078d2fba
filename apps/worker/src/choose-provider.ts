import type { Context } from "@packpost/core/context";
import { findProviderKey, type OwnProvider } from "@packpost/core/provider-key/find-provider-key";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { simulatedDns } from "@packpost/providers/dns";
import type { EmailProvider } from "@packpost/providers/email";
import { createPostmark } from "@packpost/providers/postmark/provider";
import type { Channel, Providers } from "@packpost/providers/providers";

type Whose = Pick<Context, "orm" | "organisationId">;

/** Which provider an organisation's messages of a channel leave by: its own account if it has one, else the installation's. */
export type ChooseProvider = <C extends Channel>(ctx: Whose, channel: C) => Promise<Providers[C]>;

/** The installation's own: the simulator, or Postmark with its one token. */
export interface ProviderSettings {
  readonly sandboxUrl: string | undefined;
  readonly apiUrl: string;
  readonly serverToken: string | undefined;
  /** Lets the installation's account say whether a sender's domain is verified. */
  readonly accountToken?: string | undefined;
  /** Opens the keys of organisations that have their own. */
  readonly secretsKey?: string | undefined;
}

/** A look-up is kept so long, in milliseconds: a key that is saved counts in every worker after that at the latest. */
export const PROVIDER_KEPT_MS = 30_000;

/**
 * Builds the choice once, at start. It asks the database, once an organisation and channel in PROVIDER_KEPT_MS; what fails is
 * not kept. While the simulator is set every key is one of its servers: nothing leaves.
 * @param keptMs how long a look-up is kept, for tests
 * @throws {Error} when both or neither of simulator and real keys are given: there is no silent default
 */
export function createProviderChoice(settings: ProviderSettings, keptMs = PROVIDER_KEPT_MS): ChooseProvider {
  const build = emailBuilder(settings);
  const seal = settings.secretsKey === undefined ? null : createKeySeal(settings.secretsKey);
  const kept = new Map<string, { readonly provider: Promise<EmailProvider>; readonly until: number }>();
  return async (ctx, channel) => {
    const { organisationId } = ctx;
    const name = `${organisationId} ${channel}`;
    const known = kept.get(name);
    if (known !== undefined && performance.now() < known.until) return known.provider;
    const provider = findProviderKey({ ctx, input: { channel, seal } }).then((own) =>
      build(organisationId, own),
    );
    const entry = { provider, until: performance.now() + keptMs };
    kept.set(name, entry);
    provider.catch(() => kept.get(name) === entry && kept.delete(name));
    return provider;
  };
}

/** How an organisation's mail provider is made, from its own key or from the installation's. */
function emailBuilder(
  settings: ProviderSettings,
): (organisationId: OrganisationId, own: OwnProvider | null) => EmailProvider {
  const { sandboxUrl, apiUrl, serverToken, accountToken } = settings;
  if (sandboxUrl !== undefined && serverToken !== undefined)
    throw new Error(
      "SANDBOX_URL and POSTMARK_SERVER_TOKEN are both set: choose the simulator or the real provider.",
    );
  if (sandboxUrl !== undefined)
    return (organisationId, own) => {
      const token = own?.key ?? `sandbox-${organisationId}`;
      const dns = simulatedDns(sandboxUrl, token);
      return createPostmark({
        ...{ apiUrl: sandboxUrl, serverToken: token, accountToken: token },
        ...{ dns, ownersUnknown: true },
      });
    };
  if (serverToken === undefined)
    throw new Error("No mail provider: set POSTMARK_SERVER_TOKEN, or SANDBOX_URL for the simulator.");
  // The installation's account token says nothing of another account's domains.
  return (_organisationId, own) =>
    own === null
      ? createPostmark({ apiUrl, serverToken, accountToken })
      : createPostmark({ apiUrl, serverToken: own.key });
}
