import { ApiKey } from "@packpost/db/entities/api-key.entity";
import { ApiKeySecret } from "@packpost/db/entities/api-key-secret.entity";
import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { beginFeed } from "../outcome/begin-feed.ts";
import { makeKey } from "./key-text.ts";
import { type CreateKeyInput, MOST_KEYS } from "./schemas.ts";

/**
 * Makes a key for another system of the business (P10).
 * @returns the key: shown now and never again
 * @throws {PackpostError} forbidden; conflict when there are {@link MOST_KEYS} that work
 */
export async function createKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreateKeyInput;
}): Promise<{ keyId: string; key: string }> {
  requirePermission(ctx, "settings.api_keys");
  requireFreshProof(ctx);
  const { organisationId } = ctx;
  const { key, publicPart, hash } = makeKey(organisationId);
  const keyId = await inOrganisation(ctx.orm, organisationId, async (em) => {
    // One after another: two pages do not both make the last one.
    await sql`select from organisation where id = ${organisationId} for no key update`.execute(
      em.getKysely(),
    );
    if ((await em.count(ApiKey, { organisationId, revokedAt: null })) >= MOST_KEYS)
      throw new PackpostError("conflict", `There are ${MOST_KEYS} keys already.`, {
        effect: "No key was made.",
        nextStep: "Revoke one that is not used any more.",
      });
    const made = em.create(ApiKey, {
      ...{ organisationId, name: input.name, scopes: input.scopes },
      createdBy: em.getReference(StaffMember, staffIdOf(ctx)),
    });
    await em.flush();
    em.create(ApiKeySecret, { organisationId, publicPart, key: made, hash });
    if (input.scopes.includes("outcomes:read")) await beginFeed(em, ctx);
    writeAudit(em, ctx, {
      ...{ action: "api_key.created", subjectKind: "api_key", subjectId: made.id },
      detail: { name: input.name, scopes: input.scopes },
    });
    return made.id;
  });
  return { keyId, key };
}
