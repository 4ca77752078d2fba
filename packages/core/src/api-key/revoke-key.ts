import { databaseNow } from "@packpost/db/database-now";
import { inOrganisation } from "@packpost/db/orm";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { findWorkingKey } from "./find-working-key.ts";
import type { KeyIdInput } from "./schemas.ts";

/**
 * Ends a key at once, for good.
 * @throws {PackpostError} forbidden, not_found, conflict when it was revoked already
 */
export async function revokeKey({ ctx, input }: { ctx: Context; input: KeyIdInput }): Promise<void> {
  requirePermission(ctx, "settings.api_keys");
  requireFreshProof(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const key = await findWorkingKey(em, ctx, input.keyId);
    em.assign(key, { revokedAt: databaseNow(), revokedBy: staffIdOf(ctx) });
    writeAudit(em, ctx, {
      ...{ action: "api_key.revoked", subjectKind: "api_key", subjectId: key.id, detail: { name: key.name } },
    });
  });
}
