import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../../access/actor.ts";
import { requireFreshProof } from "../../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { holdAccount } from "../../second-factor/factors-of.ts";
import { requireRank } from "../invitation/require-rank.ts";

export const resetFactorsSchema = z.object({ staffMemberId: z.uuid() });

/**
 * Takes a colleague's second factors away, who has lost them with the recovery codes (T66): their password opens the account again, and
 * they are signed out everywhere. As with roles (T65), of those below one's own role, an owner of everybody's; nobody's own (My account does that, with a factor), and not of
 * somebody who works for another organisation too, whose account it opens as well.
 * @throws {PackpostError} forbidden, step_up_required, not_found, conflict
 */
export async function resetFactors({
  ctx,
  input: { staffMemberId },
}: {
  ctx: Context<StaffActor>;
  input: z.infer<typeof resetFactorsSchema>;
}): Promise<void> {
  requirePermission(ctx, "staff.manage");
  requireFreshProof(ctx);
  if (staffMemberId === staffIdOf(ctx)) throw refused("These are your own.", "Change them in My account.");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { organisationId } = ctx;
    const member = await em.findOne(StaffMember, { organisationId, id: staffMemberId, endedAt: null });
    if (member === null) throw new PackpostError("not_found", "There is no such colleague any more.");
    await requireRank(em, ctx, member.role);
    const userId = member.user.id;
    const db = em.getKysely();
    await holdAccount(em, userId);
    const { rows } = await sql<{ others: number }>`
      select count(*)::int - 1 as others from memberships_of_user(${userId}::uuid)`.execute(db);
    if (rows[0]?.others !== 0)
      throw refused(
        "They work for another organisation too, whose account this opens as well.",
        "Ask whoever runs this installation.",
      );
    for (const table of ["passkey", "authenticator", "recovery_code"])
      await sql`delete from ${sql.table(table)} where user_id = ${userId}::uuid`.execute(db);
    await sql`delete from auth_session where "userId" = ${userId}::uuid`.execute(db);
    writeAudit(em, ctx, { action: "staff.factors_reset", subjectKind: "staff", subjectId: member.id });
  });
}

const refused = (message: string, nextStep: string) =>
  new PackpostError("conflict", message, { effect: "Nothing was changed.", nextStep });
