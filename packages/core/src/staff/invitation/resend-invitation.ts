import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../../access/actor.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { InvitationIdInput } from "../schemas.ts";
import { holdInvitation } from "./hold-invitation.ts";
import { INVITATION_DAYS, mailInvitation } from "./mail-invitation.ts";
import { requireRank } from "./require-rank.ts";

/** So long one waits before it is mailed once more, and so often it is mailed at most. */
const COOLDOWN_SECONDS = 60;
const MOST_MAILS = 20;

/**
 * Mails an invitation once more: the same one, with a new date and a new link (T64). It need not stand any more: one that has ended
 * begins anew.
 * @throws {PackpostError} forbidden, not_found, conflict (accepted, taken back), rate_limited
 */
export async function resendInvitation({
  ctx,
  input: { invitationId },
}: {
  ctx: Context<StaffActor>;
  input: InvitationIdInput;
}): Promise<void> {
  requirePermission(ctx, "staff.manage");
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    const invitation = await holdInvitation(em, ctx, invitationId);
    await requireRank(em, ctx, invitation.role);
    refuseTooOften(invitation);
    const { deliveryId, tokenHash } = await mailInvitation(em, ctx, invitation);
    await sql`
      update invitation set past_token_hashes = past_token_hashes || token_hash, token_hash = ${tokenHash}, delivery_id = ${deliveryId}, invited_by = ${ctx.actor.id},
        mails = mails + 1, sent_at = app_now(), expires_at = app_now() + make_interval(days => ${INVITATION_DAYS})
      where organisation_id = ${organisationId} and id = ${invitationId}`.execute(em.getKysely());
    const subject = { subjectKind: "invitation", subjectId: invitationId } as const;
    writeAudit(em, ctx, { action: "staff.invited_again", ...subject, detail: { role: invitation.role } });
  });
}

function refuseTooOften({ mails, age }: { readonly mails: number; readonly age: number }): void {
  if (age < COOLDOWN_SECONDS) {
    const retryAfterSeconds = Math.ceil(COOLDOWN_SECONDS - age);
    throw new PackpostError("rate_limited", "This invitation was mailed a moment ago.", {
      effect: "It was not mailed again.",
      nextStep: `Wait ${retryAfterSeconds} s, then send it again.`,
      retryAfterSeconds,
    });
  }
  if (mails >= MOST_MAILS)
    throw new PackpostError("conflict", `This invitation was mailed ${MOST_MAILS} times.`, {
      effect: "It was not mailed again.",
      nextStep: "Ask them whether the address is right. Take the invitation back and invite them anew.",
    });
}
