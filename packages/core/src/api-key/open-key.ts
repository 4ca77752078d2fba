import { timingSafeEqual } from "node:crypto";
import { type ApiScope, apiScopes } from "@packpost/db/enums";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { type ApiKeyActor, apiKeyActor } from "../access/actor.ts";
import { readKey } from "./key-text.ts";
import { permissionsOfScope } from "./scopes.ts";

/** Whose request it is. */
export interface OpenedKey {
  readonly organisationId: OrganisationId;
  readonly actor: ApiKeyActor;
  readonly scopes: readonly ApiScope[];
}

const rowSchema = z.object({
  id: z.string(),
  hash: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  works: z.boolean(),
  stale: z.boolean(),
});

/**
 * Whose key it is that came with a request (P10); null when it opens nothing, whatever is wrong with it. It names its organisation
 * itself, so the look-up sees that one alone. Read anew for each request: a revoked key ends at once. That it was used is written once
 * a minute.
 * @param text the key, not trusted
 */
export async function openKey(orm: Orm, text: string): Promise<OpenedKey | null> {
  const read = readKey(text);
  if (read === null) return null;
  const { organisationId, publicPart } = read;
  return inOrganisation(orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql`
      select key.id, secret.hash, key.scopes, key.revoked_at is null and coalesce(secret.expires_at > app_now(), true) as works,
        coalesce(secret.last_used_at < app_now() - interval '1 minute', true) as stale
      from api_key_secret secret join api_key key on key.organisation_id = secret.organisation_id and key.id = secret.key_id
      where secret.organisation_id = ${organisationId} and secret.public_part = ${publicPart}`.execute(
      kysely,
    );
    const found = rowSchema.optional().parse(rows[0]);
    const same = timingSafeEqual(
      Buffer.from(read.hash, "hex"),
      Buffer.from(found?.hash ?? "0".repeat(64), "hex"),
    );
    if (found === undefined || !same || !found.works) return null;
    if (found.stale)
      await sql`
        update api_key_secret set last_used_at = app_now()
        where organisation_id = ${organisationId} and public_part = ${publicPart}
          and coalesce(last_used_at < app_now() - interval '1 minute', true)`.execute(kysely);
    const actor = apiKeyActor(
      found.id,
      found.scopes.flatMap((scope) => permissionsOfScope[scope]),
    );
    return { organisationId, actor, scopes: found.scopes };
  });
}
