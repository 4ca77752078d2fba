import { databaseNow } from "@packpost/db/database-now";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { rolesThatNeedFactor } from "../access/permissions.ts";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/** What an owner sees before and after they require a second factor. */
export interface FactorRule {
  readonly required: boolean;
  /** Owners and admins, and how many of them have a second factor. */
  readonly people: number;
  readonly withFactor: number;
}

/** @throws {PackpostError} forbidden */
export async function getFactorRule({ ctx }: { ctx: Context }): Promise<FactorRule> {
  requirePermission(ctx, "settings.security");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<FactorRule>`
      select organisation.second_factor_required_since is not null as required, count(member.id)::int as people,
        (count(*) filter (where exists (select from passkey where user_id = member.user_id)
          or exists (select from authenticator where user_id = member.user_id and confirmed_at is not null)))::int as "withFactor"
      from organisation left join staff_member member on member.organisation_id = organisation.id and member.ended_at is null
        and member.role = any(${[...rolesThatNeedFactor]}::text[])
      where organisation.id = ${ctx.organisationId} group by organisation.id`.execute(em.getKysely()),
  );
  const [rule] = rows;
  if (rule === undefined) throw new Error("an organisation without a row");
  return rule;
}

export const requireSecondFactorSchema = z.object({ required: z.boolean() });

/**
 * Asks owners and admins for a second factor from their next sign-in on, or no more (O1): who has none then reaches their own account
 * alone until they add one. Said again, it stays as it is.
 * @throws {PackpostError} forbidden, step_up_required
 */
export async function requireSecondFactor({
  ctx,
  input: { required },
}: {
  ctx: Context;
  input: z.infer<typeof requireSecondFactorSchema>;
}): Promise<void> {
  requirePermission(ctx, "settings.security");
  requireFreshProof(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const changed = await em.nativeUpdate(
      Organisation,
      { id: ctx.organisationId, secondFactorRequiredSince: required ? null : { $ne: null } },
      { secondFactorRequiredSince: required ? databaseNow() : null },
    );
    if (changed === 0) return;
    writeAudit(em, ctx, {
      action: required ? "settings.second_factor_required" : "settings.second_factor_not_required",
      ...{ subjectKind: "organisation", subjectId: ctx.organisationId },
    });
  });
}
