import { SuppressionSync as SuppressionSyncRow } from "@packpost/db/entities/suppression-sync.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** What the last comparison with the provider found and did. */
export interface SuppressionSync {
  at: Date;
  providerCount: number;
  taken: number;
  given: number;
  lifted: number;
  refused: number;
  onlyHere: number;
  providerMessage: string | null;
}

/** The drift report (C14): the last comparison of our suppressions with the provider's, null before the first. */
export async function getSuppressionSync({ ctx }: { ctx: Context }): Promise<SuppressionSync | null> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const found = await em.findOne(SuppressionSyncRow, { organisationId: ctx.organisationId });
    if (found === null) return null;
    const { at, providerCount, taken, given, lifted, refused, onlyHere, providerMessage } = found;
    return {
      at,
      providerCount,
      taken,
      given,
      lifted,
      refused,
      onlyHere,
      providerMessage: providerMessage ?? null,
    };
  });
}
