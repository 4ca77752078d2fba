import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../../access/actor.ts";
import { type Role, roles } from "../../access/permissions.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { mayManage } from "../role-rules.ts";

const changedSchema = z.object({ userId: z.string(), name: z.string(), before: z.enum(roles) });
export type ChangedMember = z.infer<typeof changedSchema>;

/** What becomes of a member: another role, or an end. */
export type MemberChange = { readonly seen: Role; readonly role: Role } | "end";

/**
 * Changes a member's role or ends their membership, in one guarded statement (T65): only below one's own rank unless one is an owner, by the
 * roles of this very moment, and never the last active owner. Owners, actor and member are locked in one order, so that of two owners who
 * demote each other one remains.
 * @throws {PackpostError} not_found, forbidden, conflict (the last owner; another role by now)
 */
export async function changeMember(
  em: EntityManager,
  ctx: Context<StaffActor>,
  staffMemberId: string,
  change: MemberChange,
): Promise<ChangedMember> {
  const { organisationId, actor } = ctx;
  const ends = change === "end";
  const rank = (role: ReturnType<typeof sql>) => sql`array_position(${[...roles]}::text[], ${role})`;
  const below = ends
    ? sql`${rank(sql`target.role`)} > ${rank(sql`acting.role`)}`
    : sql`${rank(sql`target.role`)} > ${rank(sql`acting.role`)} and ${rank(sql`${change.role}`)} > ${rank(sql`acting.role`)}`;
  const { rows } = await sql`
    with held as materialized (
      select id, role from staff_member
      where organisation_id = ${organisationId} and ended_at is null and (role = 'owner' or id in (${actor.id}, ${staffMemberId}))
      order by id for no key update)
    update staff_member member set ${ends ? sql`ended_at = app_now()` : sql`role = ${change.role}`}
    from held target, held acting
    where member.organisation_id = ${organisationId} and member.id = target.id and target.id = ${staffMemberId} and acting.id = ${actor.id}
      and ${ends ? sql`true` : sql`target.role = ${change.seen}`}
      and (acting.role = 'owner' or (${below}))
      and (target.role <> 'owner' or ${ends ? sql`false` : sql`${change.role} = 'owner'`}
        or exists (select from held other where other.role = 'owner' and other.id <> target.id))
    returning member.user_id as "userId", member.name, target.role as before`.execute(em.getKysely());
  if (rows.length === 1) return changedSchema.parse(rows[0]);
  throw await whyNot(em, ctx, staffMemberId, change);
}

/** Why nothing was changed; in the same unit of work, whose locks are still held. */
async function whyNot(
  em: EntityManager,
  { organisationId, actor }: Context<StaffActor>,
  staffMemberId: string,
  change: MemberChange,
): Promise<PackpostError> {
  const { rows } = await sql<{ id: string; role: Role }>`
    select id, role from staff_member
    where organisation_id = ${organisationId} and ended_at is null and id in (${actor.id}, ${staffMemberId})`.execute(
    em.getKysely(),
  );
  const effect = "Nothing was changed.";
  const target = rows.find(({ id }) => id === staffMemberId);
  if (target === undefined)
    return new PackpostError("not_found", "They do not work here any more.", { effect });
  const acting = rows.find(({ id }) => id === actor.id)?.role;
  const may =
    acting !== undefined &&
    mayManage(acting, target.role) &&
    (change === "end" || mayManage(acting, change.role));
  if (!may)
    return new PackpostError("forbidden", "You can do this only with roles below your own.", {
      effect,
      nextStep: "Ask an owner of your organisation.",
    });
  if (change !== "end" && change.seen !== target.role)
    return new PackpostError("conflict", `Their role is ${target.role} by now.`, {
      effect,
      nextStep: "Look at it, then change it again if you still want to.",
    });
  return new PackpostError("conflict", "This is the only owner.", {
    effect,
    nextStep: "Make somebody else an owner first: without one nobody could manage the others.",
  });
}
