import { databaseNow } from "@packpost/db/database-now";
import { Invitation } from "@packpost/db/entities/invitation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../../access/actor.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { InvitationIdInput } from "../schemas.ts";
import { holdInvitation } from "./hold-invitation.ts";
import { requireRank } from "./require-rank.ts";

/**
 * Takes an invitation back: its links say so, and a mail of it that has not gone out yet does not.
 * @throws {PackpostError} forbidden, not_found, conflict (accepted, taken back already)
 */
export async function revokeInvitation({
  ctx,
  input: { invitationId },
}: {
  ctx: Context<StaffActor>;
  input: InvitationIdInput;
}): Promise<void> {
  requirePermission(ctx, "staff.manage");
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { role } = await holdInvitation(em, ctx, invitationId);
    await requireRank(em, ctx, role);
    const invitation = await em.findOneOrFail(Invitation, { organisationId, id: invitationId });
    em.assign(invitation, { revokedAt: databaseNow(), revokedBy: ctx.actor.id });
    await sql`
      update delivery set cancelled_at = app_now()
      where organisation_id = ${organisationId} and id = ${invitation.delivery.id} and status = 'waiting'`.execute(
      em.getKysely(),
    );
    const subject = { subjectKind: "invitation", subjectId: invitationId } as const;
    writeAudit(em, ctx, { action: "staff.invitation_revoked", ...subject, detail: { role } });
  });
}
