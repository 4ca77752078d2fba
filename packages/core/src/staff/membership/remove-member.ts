import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../../access/actor.ts";
import { requireFreshProof } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { StaffMemberIdInput } from "../schemas.ts";
import { changeMember } from "./change-member.ts";
import { unassignThreads } from "./unassign-threads.ts";

/**
 * Ends a staff member's work here at once (O1): their sessions, their open pages and links to a new password. Conversations that they had are
 * nobody's again, and say so. What belongs to the organisation stays: campaigns, API keys, visits.
 * @throws {PackpostError} forbidden, step_up_required, not_found, conflict (the only owner)
 */
export async function removeMember({
  ctx,
  input: { staffMemberId },
}: {
  ctx: Context<StaffActor>;
  input: StaffMemberIdInput;
}): Promise<void> {
  requirePermission(ctx, "staff.manage");
  requireFreshProof(ctx);
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { userId, name, before } = await changeMember(em, ctx, staffMemberId, "end");
    const kysely = em.getKysely();
    // Whoever works elsewhere too stays signed in there: here every call asks for the membership.
    await sql`
      delete from auth_session where "userId" = ${userId} and not exists (select from memberships_of_user(${userId}::uuid))`.execute(
      kysely,
    );
    await sql`
      delete from password_reset where organisation_id = ${organisationId} and staff_member_id = ${staffMemberId} and used_at is null`.execute(
      kysely,
    );
    // Whoever comes back begins at that time (T3).
    await sql`delete from unread where organisation_id = ${organisationId} and staff_member_id = ${staffMemberId}`.execute(
      kysely,
    );
    const conversations = await unassignThreads(em, ctx, { staffMemberId, name });
    const subject = { subjectKind: "staff", subjectId: staffMemberId } as const;
    writeAudit(em, ctx, { action: "staff.removed", ...subject, detail: { role: before, conversations } });
  });
}
