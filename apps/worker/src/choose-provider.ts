import type { Context, ProviderAccounts } from "@packpost/core/context";
import { isOnlyOrganisation } from "@packpost/core/installation/is-only-organisation";
import { findProviderKey } from "@packpost/core/provider-key/find-provider-key";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import type { Channel, Providers } from "@packpost/providers/providers";
import { createProviderBuilders, type ProviderSettings } from "./build-providers.ts";

type Whose = Pick<Context, "orm" | "organisationId">;

/** Which provider an organisation's messages of a channel leave by: its own account if it has one, else the installation's. */
export type ChooseProvider = <C extends Channel>(ctx: Whose, channel: C) => Promise<Providers[C]>;

/** A look-up is kept so long, in milliseconds: a key that is saved counts in every worker after that at the latest. */
export const PROVIDER_KEPT_MS = 30_000;

type Kept = {
  [C in Channel]: Map<string, { readonly provider: Promise<Providers[C]>; readonly until: number }>;
};

const servesAlone = ({ orm, organisationId }: Whose) =>
  inOrganisation(orm, organisationId, (em) => isOnlyOrganisation(em, organisationId));

/**
 * How keys that organisations have or want to have are opened and asked about.
 * @throws {Error} as `createProviderChoice`
 */
export function createProviderAccounts(organisationSettings: ChoiceSettings): ProviderAccountsOf {
  const { secretsKey, previousSecretsKey, ...settings } = organisationSettings;
  const { build } = createProviderBuilders(settings);
  const seal = secretsKey === undefined ? null : createKeySeal(secretsKey, previousSecretsKey);
  return (organisationId) => ({ seal, providerOf: (channel, own) => build[channel](organisationId, own) });
}

/** Of an organisation. */
export type ProviderAccountsOf = (organisationId: OrganisationId) => ProviderAccounts;

type ChoiceSettings = ProviderSettings & {
  readonly secretsKey?: string | undefined;
  /** Those before it (SECRETS_KEY_PREVIOUS), separated by commas. */
  readonly previousSecretsKey?: string | undefined;
};

/** All are kept equally long, so the oldest stand first; none outlives its time by more than the next look-up. */
function dropExpired(kept: Map<string, { readonly until: number }>): void {
  for (const [organisationId, { until }] of kept) {
    if (performance.now() < until) return;
    kept.delete(organisationId);
  }
}

/**
 * Builds the choice once, at start. It asks the database, once an organisation and channel in PROVIDER_KEPT_MS; what fails is
 * not kept. While the simulator is set every key is one of its servers: nothing leaves.
 * @param keptMs how long a look-up is kept, for tests
 * @throws {Error} when both or neither of simulator and real keys are given: there is no silent default
 */
export function createProviderChoice(
  { secretsKey, previousSecretsKey, ...settings }: ChoiceSettings,
  keptMs = PROVIDER_KEPT_MS,
): ChooseProvider {
  const { build, missing } = createProviderBuilders(settings);
  const seal = secretsKey === undefined ? null : createKeySeal(secretsKey, previousSecretsKey);
  const keptOf: Kept = { email: new Map(), sms: new Map() };
  return async <C extends Channel>(ctx: Whose, channel: C) => {
    const { organisationId } = ctx;
    const kept: Kept[C] = keptOf[channel];
    const known = kept.get(organisationId);
    if (known !== undefined && performance.now() < known.until) return known.provider;
    const find = async () => {
      const own = await findProviderKey({ ctx, input: { channel, seal } });
      // The environment's account serves one organisation: suppressions and opt-outs belong to it (O2).
      if (own === null && missing !== null && !(await servesAlone(ctx))) return missing[channel];
      return build[channel](organisationId, own);
    };
    const provider = find();
    const entry = { provider, until: performance.now() + keptMs };
    dropExpired(kept);
    kept.set(organisationId, entry);
    provider.catch(() => kept.get(organisationId) === entry && kept.delete(organisationId));
    return provider;
  };
}
