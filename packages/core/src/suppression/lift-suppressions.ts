import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { SuppressionReason } from "./enums.ts";
import { matchingSuppressions } from "./matching-suppressions-sql.ts";
import type { LiftSuppressionsInput } from "./schemas.ts";

/**
 * Lets many addresses, domains and numbers be written to again (C14): those named, or all of a channel that a reason and a
 * search find, in one statement. Complaints among them stay: they are the person's own word.
 *
 * @returns which were lifted, so that exactly those can be blocked again, and how many complaints stay
 * @throws {PackpostError} forbidden
 */
export async function liftSuppressions({
  ctx,
  input: { which },
}: {
  ctx: Context;
  input: LiftSuppressionsInput;
}): Promise<{ lifted: string[]; complaints: number }> {
  requirePermission(ctx, "settings.manage");
  const meant =
    which.kind === "ids"
      ? sql`lifted_at is null and id = any(${which.ids}::uuid[])`
      : matchingSuppressions(which);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; kind: string; reason: SuppressionReason }>`
      with meant as (
        select id, kind, reason from suppression
        where organisation_id = ${ctx.organisationId} and ${meant} order by id for update),
      changed as (
        update suppression set lifted_at = app_now()
        where organisation_id = ${ctx.organisationId} and id in (select id from meant where reason <> 'complaint'))
      select id, kind, reason from meant`.execute(em.getKysely());
    const lifted = rows.filter(({ reason }) => reason !== "complaint");
    for (const { id: subjectId, kind, reason } of lifted)
      writeAudit(em, ctx, {
        ...{ action: "suppression.lifted", subjectKind: "suppression", subjectId },
        detail: { reason, kind },
      });
    if (lifted.some(({ kind }) => kind !== "number")) ctx.workflows.syncSuppressions();
    return { lifted: lifted.map(({ id }) => id), complaints: rows.length - lifted.length };
  });
}
