import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import type { ProviderChannel, ProviderName } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { Context } from "../context.ts";
import type { KeySeal } from "./key-seal.ts";

/** An organisation's own account at a provider. */
export interface OwnProvider {
  readonly provider: ProviderName;
  readonly key: string;
}

/** What a key is sealed for. */
export const sealedFor = (organisationId: string, channel: ProviderChannel) => `${organisationId} ${channel}`;

/**
 * The organisation's own account on a channel; null = it sends through the installation's. Only what builds providers asks.
 * @param input.seal null where SECRETS_KEY is not set
 * @throws {Error} when there is a key and it cannot be read: its mail must not leave by another account
 */
export async function findProviderKey({
  ctx,
  input: { channel, seal },
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input: { channel: ProviderChannel; seal: KeySeal | null };
}): Promise<OwnProvider | null> {
  const { organisationId } = ctx;
  const row = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOne(ProviderKey, { organisationId, channel }),
  );
  if (row === null) return null;
  if (seal === null) throw new Error("An organisation has a provider key of its own: SECRETS_KEY is missing");
  return { provider: row.provider, key: seal.open(row.sealedKey, sealedFor(organisationId, channel)) };
}
