import { recipientStatuses } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../../access/actor.ts";
import { roles } from "../../access/permissions.ts";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** Of those who left, and of invitations that were taken back, so many are shown: the newest. */
const MOST_PAST = 50;

const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  role: z.enum(roles),
  joinedAt: z.coerce.date(),
  /** To five minutes; null = not since this is written down. */
  lastSeenAt: z.coerce.date().nullable(),
  endedAt: z.coerce.date().nullable(),
});
export type ShownMember = z.infer<typeof memberSchema>;

const invitationSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  role: z.enum(roles),
  invitedBy: z.string(),
  sentAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
  expired: z.boolean(),
  revokedAt: z.coerce.date().nullable(),
  /** They worked here before. */
  comesBack: z.boolean(),
  /** What became of its newest mail, and the provider's own words about it. */
  mail: z.object({ status: z.enum(recipientStatuses), words: z.string().nullable() }),
});
export type ShownInvitation = z.infer<typeof invitationSchema>;

export interface StaffList {
  readonly members: readonly ShownMember[];
  readonly left: readonly ShownMember[];
  /** Those that stand, then the newest that were taken back. */
  readonly invitations: readonly ShownInvitation[];
}

/** Who works here, who is invited and who has left (O1), each by name. @throws {PackpostError} forbidden */
export async function listStaff({ ctx }: { ctx: Context<StaffActor> }): Promise<StaffList> {
  requirePermission(ctx, "staff.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const members = await readMembers(em, ctx);
    return {
      members: members.filter(({ endedAt }) => endedAt === null),
      left: members.filter(({ endedAt }) => endedAt !== null),
      invitations: await readInvitations(em, ctx),
    };
  });
}

async function readMembers(em: EntityManager, { organisationId }: Context): Promise<ShownMember[]> {
  const { rows } = await sql`
    select member.id, member.name, shown_address(account.email) as address, role, member.created_at as "joinedAt",
      last_seen_at as "lastSeenAt", ended_at as "endedAt"
    from (
      (select * from staff_member where organisation_id = ${organisationId} and ended_at is null)
      union all
      (select * from staff_member where organisation_id = ${organisationId} and ended_at is not null order by ended_at desc limit ${MOST_PAST})) member
    join auth_user account on account.id = member.user_id
    order by array_position(${[...roles]}::text[], role), lower(member.name), member.id`.execute(
    em.getKysely(),
  );
  return rows.map((row) => memberSchema.parse(row));
}

/** By invitation_list. */
async function readInvitations(em: EntityManager, { organisationId }: Context): Promise<ShownInvitation[]> {
  const { rows } = await sql`
    select invitation.id, invitation.name, shown_address(email_key) as address, invitation.role, inviter.name as "invitedBy",
      invitation.sent_at as "sentAt", invitation.expires_at as "expiresAt", expires_at <= app_now() as expired, revoked_at as "revokedAt",
      exists (select from auth_user account join staff_member former on former.user_id = account.id
        where former.organisation_id = ${organisationId} and account.email = email_key) as "comesBack",
      jsonb_build_object('status', delivery.status, 'words', provider_message) as mail
    from (
      (select * from invitation where organisation_id = ${organisationId} and created_at > '-infinity' and accepted_at is null and revoked_at is null)
      union all
      (select * from invitation where organisation_id = ${organisationId} and created_at > '-infinity' and revoked_at > app_now() - interval '30 days'
        order by revoked_at desc limit ${MOST_PAST})) invitation
    join staff_member inviter on inviter.organisation_id = invitation.organisation_id and inviter.id = invitation.invited_by
    join delivery on delivery.organisation_id = invitation.organisation_id and delivery.id = invitation.delivery_id
    order by revoked_at desc nulls first, invitation.sent_at desc, invitation.id`.execute(em.getKysely());
  return rows.map((row) => invitationSchema.parse(row));
}
