import { WebhookSecret } from "@packpost/db/entities/webhook-secret.entity";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import * as z from "zod";
import { isOnlyOrganisation } from "../installation/is-only-organisation.ts";

/** What opens the webhook of an organisation: hashes of passwords, see `webhook-password`. */
export interface WebhookHashes {
  readonly hashes: readonly (string | null)[];
  /** It is the only organisation of the installation: the environment's password is its too. */
  readonly only: boolean;
}

/**
 * Reads what opens the webhook of the organisation that a path names; in its own unit of work, so it tells of no other.
 * @param id from the path; anything that is no organisation has nothing that opens it
 */
export async function readWebhookHashes(orm: Orm, id: string): Promise<WebhookHashes> {
  if (!z.guid().safeParse(id).success) return { hashes: [null, null], only: false };
  const organisationId = organisationIdFrom(id);
  return inOrganisation(orm, organisationId, async (em) => {
    const secret = await em.findOne(WebhookSecret, { organisationId });
    return {
      hashes: [secret?.currentHash ?? null, secret?.previousHash ?? null],
      only: await isOnlyOrganisation(em, organisationId),
    };
  });
}
