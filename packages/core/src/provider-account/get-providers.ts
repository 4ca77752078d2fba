import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import { ProviderRegistration } from "@packpost/db/entities/provider-registration.entity";
import { Texting } from "@packpost/db/entities/texting.entity";
import { type ProviderChannel, providerChannels, type RegistrationOutcome } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { isOnlyOrganisation } from "../installation/is-only-organisation.ts";
import { type KeyTest, readKeyTest } from "../provider-key/start-key-test.ts";
import { textWebhookUrl } from "../texting/text-webhook-url.ts";
import { explainUnreachableApi } from "../unsubscribe/public-address.ts";
import { webhookUrl } from "../webhook/webhook-url.ts";

/** Whether the provider reports to us. */
export interface ShownRegistration {
  readonly state: "asked" | RegistrationOutcome;
  readonly at: string;
  readonly providerMessage: string | null;
}

/** The account that an organisation's messages of a channel leave by. */
export interface ShownProvider {
  readonly channel: ProviderChannel;
  /** `installation`: the environment's; `none`: there are several organisations, and this one has no account. */
  readonly source: "own" | "installation" | "none" | "simulator";
  /** Of its own key; the hint for owners alone. */
  readonly key: {
    readonly hint: string | null;
    readonly savedBy: string | null;
    readonly changedAt: string;
  } | null;
  /** The newest test of a key, for owners alone. */
  readonly test: KeyTest | null;
  /** Null = nobody has asked us to tell it. */
  readonly registration: ShownRegistration | null;
}

export interface ShownProviders {
  readonly channels: readonly ShownProvider[];
  /** Whoever looks may change keys. */
  readonly mayChange: boolean;
  /** There is a SECRETS_KEY to keep them under. */
  readonly canKeep: boolean;
  /** Why no provider can report to us, in a sentence; null = it can. */
  readonly unreachable: string | null;
}

/**
 * By whose accounts an organisation's messages leave and whether they report to us, for the settings (O2). Never a key.
 * @param input.apiUrl public address of the api process, without a slash at its end
 * @throws {PackpostError} forbidden
 */
export async function getProviders({
  ctx,
  input,
}: {
  ctx: Context;
  input: { readonly apiUrl: string; readonly canKeep: boolean };
}): Promise<ShownProviders> {
  requirePermission(ctx, "settings.manage");
  const mayChange = ctx.actor.permissions.has("settings.provider_keys");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const isOnly = await isOnlyOrganisation(em, ctx.organisationId);
    const channels: ShownProvider[] = [];
    for (const channel of providerChannels)
      channels.push(await readProvider(em, ctx, { channel, isOnly, mayChange, apiUrl: input.apiUrl }));
    const unreachable = ctx.realMail ? explainUnreachableApi(input.apiUrl) : undefined;
    return { channels, mayChange, canKeep: input.canKeep, unreachable: unreachable ?? null };
  });
}

interface Asked {
  readonly channel: ProviderChannel;
  readonly isOnly: boolean;
  readonly mayChange: boolean;
  readonly apiUrl: string;
}

async function readProvider(em: EntityManager, ctx: Context, asked: Asked): Promise<ShownProvider> {
  const { organisationId } = ctx;
  const { channel, isOnly, mayChange } = asked;
  const key = await em.findOne(ProviderKey, { organisationId, channel }, { populate: ["savedBy"] });
  const withoutKey = ctx.realMail ? (isOnly ? "installation" : "none") : "simulator";
  return {
    channel,
    source: key === null ? withoutKey : "own",
    key: key && {
      hint: mayChange ? (key.hint ?? null) : null,
      savedBy: key.savedBy?.$.name ?? null,
      changedAt: key.changedAt.toISOString(),
    },
    test: mayChange ? await readKeyTest(em, ctx, channel) : null,
    registration: await readRegistration(em, ctx, asked),
  };
}

async function readRegistration(
  em: EntityManager,
  ctx: Context,
  { channel, apiUrl }: Asked,
): Promise<ShownRegistration | null> {
  const { organisationId } = ctx;
  const row = await em.findOne(ProviderRegistration, { organisationId, channel }, { refresh: true });
  if (row === null) return null;
  const { outcome, askedAt, triedAt, registeredAt, providerMessage } = row;
  const isAsked = outcome == null || triedAt == null || askedAt > triedAt;
  if (isAsked) return { state: "asked", at: askedAt.toISOString(), providerMessage: null };
  // It was told another address: the schedule tells it this one.
  const isElsewhere = outcome === "registered" && row.address !== (await addressOf(em, ctx, channel, apiUrl));
  if (isElsewhere) return { state: "asked", at: triedAt.toISOString(), providerMessage: null };
  const at = outcome === "registered" ? (registeredAt ?? triedAt) : triedAt;
  return { state: outcome, at: at.toISOString(), providerMessage: providerMessage ?? null };
}

async function addressOf(
  em: EntityManager,
  ctx: Context,
  channel: ProviderChannel,
  apiUrl: string,
): Promise<string | null> {
  const { organisationId } = ctx;
  if (channel === "email") return webhookUrl({ apiUrl, organisationId });
  const texting = await em.findOne(Texting, { organisationId });
  return texting && textWebhookUrl({ apiUrl, organisationId, secret: texting.secret }, "inbound");
}
