import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StaffActor } from "../../access/actor.ts";
import { requireFreshProof } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { InviteInput } from "../schemas.ts";
import { INVITATION_DAYS, mailInvitation } from "./mail-invitation.ts";
import { requireRank } from "./require-rank.ts";

/** Most invitations that stand in an organisation, ended ones that nobody took back included. */
export const MOST_INVITATIONS = 200;

/** Most that are made in a day, those that were taken back or accepted included: nobody's mailbox is filled through us. */
const MOST_A_DAY = 300;

export type InviteOutcome =
  | { readonly outcome: "invited"; readonly invitationId: string; readonly comesBack: boolean }
  /** They work here already. */
  | { readonly outcome: "already_member"; readonly staffMemberId: string; readonly name: string }
  /** Somebody has invited them: it can be sent again. */
  | { readonly outcome: "already_invited"; readonly invitationId: string };

/**
 * Invites somebody to the team by mail (O1). Whoever has worked here before comes back as the same person.
 * @throws {PackpostError} forbidden (also for a role not below one's own), step_up_required for roles that manage others, conflict when
 * there are {@link MOST_INVITATIONS}, rate_limited
 */
export async function invite({
  ctx,
  input: { address, name, role },
}: {
  ctx: Context<StaffActor>;
  input: InviteInput;
}): Promise<InviteOutcome> {
  requirePermission(ctx, "staff.manage");
  if (role === "owner" || role === "admin") requireFreshProof(ctx);
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    await requireRank(em, ctx, role);
    const kysely = em.getKysely();
    // One after another: two pages do not both invite the same person.
    await sql`select from organisation where id = ${organisationId} for no key update`.execute(kysely);
    const member = await findMember(em, ctx, address);
    if (member?.works) return { outcome: "already_member", staffMemberId: member.id, name: member.name };
    const { standing, open, today } = await readInvitations(em, ctx, address);
    if (standing !== null) return { outcome: "already_invited", invitationId: standing };
    if (open >= MOST_INVITATIONS)
      throw new PackpostError("conflict", `There are ${MOST_INVITATIONS} open invitations.`, {
        effect: "Nobody was invited.",
        nextStep: "Take some of them back first.",
      });
    if (today >= MOST_A_DAY)
      throw new PackpostError("rate_limited", "Very many people were invited within a day.", {
        ...{ effect: "Nobody was invited.", nextStep: "Go on tomorrow.", retryAfterSeconds: 3_600 },
      });
    const { deliveryId, tokenHash } = await mailInvitation(em, ctx, { address, name, role });
    const invitationId = crypto.randomUUID();
    await sql`
      insert into invitation (organisation_id, id, email_key, name, role, token_hash, invited_by, delivery_id, expires_at)
      values (${organisationId}, ${invitationId}, ${address}, ${name}, ${role}, ${tokenHash}, ${ctx.actor.id}, ${deliveryId},
        app_now() + make_interval(days => ${INVITATION_DAYS}))`.execute(kysely);
    const comesBack = member !== undefined;
    const subject = { subjectKind: "invitation", subjectId: invitationId } as const;
    writeAudit(em, ctx, { action: "staff.invited", ...subject, detail: { role, comesBack } });
    return { outcome: "invited", invitationId, comesBack };
  });
}

/** Whoever has this address and works here, or did. By the keys of auth_user and staff_member. */
async function findMember(
  em: EntityManager,
  { organisationId }: Context,
  address: string,
): Promise<{ id: string; name: string; works: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; works: boolean }>`
    select member.id, member.name, member.ended_at is null as works
    from staff_member member join auth_user account on account.id = member.user_id
    where member.organisation_id = ${organisationId} and account.email = ${address}`.execute(em.getKysely());
  return rows[0];
}

/** The invitation of this address that stands, how many do, and how many were made in a day. By invitation_list. */
async function readInvitations(
  em: EntityManager,
  { organisationId }: Context,
  address: string,
): Promise<{ standing: string | null; open: number; today: number }> {
  const { rows } = await sql<{ standing: string | null; open: number; today: number }>`
    select max(id::text) filter (where email_key = ${address} and stands) as standing, count(*) filter (where stands)::int as open,
      count(*) filter (where created_at > app_now() - interval '1 day')::int as today
    from (select *, accepted_at is null and revoked_at is null as stands from invitation
      where organisation_id = ${organisationId} and created_at > '-infinity') invitation`.execute(
    em.getKysely(),
  );
  const [found] = rows;
  if (found === undefined) throw new Error("invitations were not counted");
  return found;
}
