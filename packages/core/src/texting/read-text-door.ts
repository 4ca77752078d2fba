import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import { Texting } from "@packpost/db/entities/texting.entity";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import * as z from "zod";
import { sealedFor } from "../provider-key/find-provider-key.ts";
import type { KeySeal } from "../provider-key/key-seal.ts";

/** What a request about an organisation's texts must show to be believed. */
export interface TextDoor {
  /** Of the path; null = the organisation has no texting, and nothing opens. */
  readonly secret: string | null;
  /** Keys of its own account, the one before too (a rotation); none = the installation's account signs. */
  readonly ownKeys: readonly string[];
}

/**
 * Reads what opens the texting webhook of the organisation that a path names; in its own unit of work, so it tells of no other.
 * @param id from the path; anything that is no organisation has nothing that opens it
 * @param seal null where SECRETS_KEY is not set
 * @throws {Error} when there is a key and it cannot be read: nobody may be let in by another account's
 */
export async function readTextDoor(orm: Orm, id: string, seal: KeySeal | null): Promise<TextDoor> {
  if (!z.guid().safeParse(id).success) return { secret: null, ownKeys: [] };
  const organisationId = organisationIdFrom(id);
  const [texting, own] = await inOrganisation(orm, organisationId, async (em) => [
    await em.findOne(Texting, { organisationId }),
    await em.findOne(ProviderKey, { organisationId, channel: "sms" }),
  ]);
  const sealed = [own?.sealedKey, own?.previousSealedKey].filter((key) => key != null);
  if (sealed.length > 0 && seal === null)
    throw new Error("An organisation has a provider key of its own: SECRETS_KEY is missing");
  const about = sealedFor(organisationId, "sms");
  return {
    secret: texting?.secret ?? null,
    ownKeys: sealed.flatMap((key) => (seal === null ? [] : [seal.open(key, about)])),
  };
}
