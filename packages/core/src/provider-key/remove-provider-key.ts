import { ProviderKey } from "@packpost/db/entities/provider-key.entity";
import { ProviderKeyTest } from "@packpost/db/entities/provider-key-test.entity";
import { ProviderRegistration } from "@packpost/db/entities/provider-registration.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { KeyChannelInput } from "./provider-key-schemas.ts";

/**
 * Forgets the organisation's key of a channel (O2). Its messages leave by the installation's account, where that serves it alone, else
 * wait. @throws {PackpostError} forbidden
 */
export async function removeProviderKey({
  ctx,
  input: { channel },
}: {
  ctx: Context;
  input: KeyChannelInput;
}): Promise<void> {
  requirePermission(ctx, "settings.provider_keys");
  requireFreshProof(ctx);
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    // A test that runs would bring one back.
    await em.nativeDelete(ProviderKeyTest, { organisationId, channel });
    // What it was told belongs to its account.
    await em.nativeDelete(ProviderRegistration, { organisationId, channel });
    const removed = await em.nativeDelete(ProviderKey, { organisationId, channel });
    if (removed === 0) return;
    writeAudit(em, ctx, {
      ...{ action: "settings.provider_key_removed", subjectKind: "organisation", subjectId: organisationId },
      detail: { channel },
    });
  });
}
