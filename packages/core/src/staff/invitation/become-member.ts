import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffActor } from "../../access/actor.ts";
import type { Role } from "../../access/permissions.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";

export interface Joined {
  readonly outcome: "joined";
  readonly staffMemberId: string;
  /** The account's address, to sign in with. */
  readonly email: string;
}

export interface TakenInvitation {
  readonly id: string;
  readonly emailKey: string;
  readonly role: Role;
}

/** The invitation that a link opens, held to the end of the unit of work; null when it does not work (any more). */
export async function takeInvitation(
  em: EntityManager,
  { organisationId }: Context,
  hash: string,
): Promise<TakenInvitation | null> {
  const { rows } = await sql<TakenInvitation>`
    select id, email_key as "emailKey", role from invitation
    where organisation_id = ${organisationId} and token_hash = ${hash} and accepted_at is null and revoked_at is null and expires_at > app_now()
    for update`.execute(em.getKysely());
  return rows[0] ?? null;
}

/**
 * Makes whoever holds a taken invitation a member; somebody who left is the same person again, with the new role. Somebody who works here
 * already keeps what they are.
 */
export async function becomeMember(
  em: EntityManager,
  ctx: Context,
  invitation: TakenInvitation,
  { userId, name }: { readonly userId: string; readonly name: string },
): Promise<Joined> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const { rows } = await sql<{ id: string; role: Role; cameBack: boolean }>`
    insert into staff_member as member (organisation_id, user_id, name, role, last_seen_at)
    values (${organisationId}, ${userId}, ${name}, ${invitation.role}, app_now())
    on conflict (user_id, organisation_id) do update set
      role = case when member.ended_at is null then member.role else excluded.role end, ended_at = null, last_seen_at = app_now()
    returning id, role, created_at < app_now() - interval '1 second' as "cameBack"`.execute(kysely);
  const [member] = rows;
  if (member === undefined) throw new Error("nobody has joined");
  await sql`
    update invitation set accepted_at = app_now(), staff_member_id = ${member.id}
    where organisation_id = ${organisationId} and id = ${invitation.id}`.execute(kysely);
  const as: Context = { ...ctx, actor: staffActor(member.id, member.role) };
  const { role, cameBack } = member;
  writeAudit(em, as, {
    ...{ action: "staff.joined", subjectKind: "staff", subjectId: member.id },
    detail: { role, cameBack, invitationId: invitation.id },
  });
  return { outcome: "joined", staffMemberId: member.id, email: invitation.emailKey };
}
