import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { SuppressionIdsInput } from "./schemas.ts";

/**
 * Takes a lifting back (C14): the same rows stand again with their reason, date and words. Only what was lifted within the
 * last hour, and not what has been blocked anew since. The next comparison tells the provider of blocks by hand.
 *
 * @throws {PackpostError} forbidden
 */
export async function blockAgain({
  ctx,
  input,
}: {
  ctx: Context;
  input: SuppressionIdsInput;
}): Promise<{ blocked: number }> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; kind: string }>`
      update suppression set lifted_at = null
      where organisation_id = ${ctx.organisationId} and id = any(${input.suppressionIds}::uuid[])
        and lifted_at > app_now() - interval '1 hour'
        and not exists (
          select from suppression anew where anew.organisation_id = suppression.organisation_id
            and anew.value_key = suppression.value_key and anew.kind = suppression.kind
            and anew.reason = suppression.reason and anew.lifted_at is null)
      returning id, kind`.execute(em.getKysely());
    for (const { id: subjectId } of rows)
      writeAudit(em, ctx, { action: "suppression.blocked_again", subjectKind: "suppression", subjectId });
    if (rows.some(({ kind }) => kind !== "number")) ctx.workflows.syncSuppressions();
    return { blocked: rows.length };
  });
}
