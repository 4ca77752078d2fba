import { ApiKeySecret } from "@packpost/db/entities/api-key-secret.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { findWorkingKey } from "./find-working-key.ts";
import { makeKey } from "./key-text.ts";
import type { RotateKeyInput } from "./schemas.ts";

/**
 * Gives a key a new text. The one before goes on working for the chosen time, so that the other system can be changed meanwhile; what
 * was before that one ends now.
 * @returns the new text: shown now and never again
 * @throws {PackpostError} forbidden, not_found, conflict when it was revoked
 */
export async function rotateKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: RotateKeyInput;
}): Promise<{ keyId: string; key: string }> {
  requirePermission(ctx, "settings.api_keys");
  requireFreshProof(ctx);
  const { organisationId } = ctx;
  const { key, publicPart, hash } = makeKey(organisationId);
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const rotated = await findWorkingKey(em, ctx, input.keyId);
    const of = sql`organisation_id = ${organisationId} and key_id = ${rotated.id}`;
    await sql`delete from api_key_secret where ${of} and expires_at is not null`.execute(em.getKysely());
    await sql`update api_key_secret set expires_at = app_now() + make_interval(hours => ${input.overlapHours}) where ${of}`.execute(
      em.getKysely(),
    );
    em.create(ApiKeySecret, { organisationId, publicPart, key: rotated, hash });
    writeAudit(em, ctx, {
      ...{ action: "api_key.rotated", subjectKind: "api_key", subjectId: rotated.id },
      detail: { name: rotated.name, overlapHours: input.overlapHours },
    });
  });
  return { keyId: input.keyId, key };
}
