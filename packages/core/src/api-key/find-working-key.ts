import { ApiKey } from "@packpost/db/entities/api-key.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

/**
 * A key of the organisation that has not been revoked, locked until the transaction ends.
 * @throws {PackpostError} not_found; conflict when it was revoked
 */
export async function findWorkingKey(em: EntityManager, ctx: Context, keyId: string) {
  const { organisationId } = ctx;
  await sql`select from api_key where organisation_id = ${organisationId} and id = ${keyId} for no key update`.execute(
    em.getKysely(),
  );
  const key = await em.findOne(ApiKey, { organisationId, id: keyId });
  if (key === null) throw new PackpostError("not_found", "There is no such key.");
  if (key.revokedAt !== null)
    throw new PackpostError("conflict", "This key was revoked.", {
      effect: "Nothing was changed.",
      nextStep: "Make a new key.",
    });
  return key;
}
