import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

const syncSchema = z.object({
  at: z.coerce.date(),
  providerCount: z.int(),
  taken: z.int(),
  given: z.int(),
  lifted: z.int(),
  refused: z.int(),
  onlyHere: z.int(),
  words: z.string().nullable(),
});
/** What the last comparison with the provider found and did. */
export type SuppressionSync = z.infer<typeof syncSchema>;

/** The drift report (C14): the last comparison of our suppressions with the provider's, null before the first. */
export async function getSuppressionSync({ ctx }: { ctx: Context }): Promise<SuppressionSync | null> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      select at, provider_count as "providerCount", taken, given, lifted, refused, only_here as "onlyHere", words
      from suppression_sync where organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
    return rows[0] === undefined ? null : syncSchema.parse(rows[0]);
  });
}
