import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { dayOf } from "../local-time/day-sql.ts";

/**
 * Which threads the actor may see (V6), as a condition on a row named `thread`: the one scope of lists, snippets, search, counts,
 * files, live pages and direct addresses. Staff of the messages tab: all. Other staff: families with a visit of theirs today that is
 * not cancelled, in the organisation's zone. A customer: their family's. Index: appointment_by_family.
 */
export function visibleThreads(ctx: Context): RawBuilder<boolean> {
  const { actor, organisationId } = ctx;
  if (actor.kind === "system" || actor.permissions.has("conversation.all")) return sql`true`;
  if (actor.kind === "customer" && actor.permissions.has("conversation.own_family"))
    return sql`thread.family_id = (select family_id from customer where customer.organisation_id = ${organisationId} and customer.id = ${actor.id})`;
  if (actor.kind === "staff" && actor.permissions.has("conversation.own_schedule"))
    return sql`exists (select ${visitsOfDay(ctx, { staffMemberId: sql`${actor.id}`, familyId: sql`thread.family_id` })})`;
  return sql`false`;
}

/**
 * Ids of the few threads that an actor may see who does not see all of them, as a select; null = all. For what would else look at every
 * thread of the organisation first and ask for the scope afterwards. Index: appointment_by_staff.
 */
export function fewVisibleThreads(ctx: Context): RawBuilder<unknown> | null {
  const { actor, organisationId } = ctx;
  if (actor.kind !== "staff") return sql`select null::uuid where false`;
  if (actor.permissions.has("conversation.all")) return null;
  const visit = { staffMemberId: sql`${actor.id}`, familyId: sql`visit.family_id` };
  return sql`
    select thread.id from (select distinct visit.family_id ${visitsOfDay(ctx, visit)}) visited
    join thread on thread.organisation_id = ${organisationId} and thread.family_id = visited.family_id where ${visibleThreads(ctx)}`;
}

/** The thread that an id leads to, as a condition on a row named `thread`: one that was joined to a family's leads there. */
export function isThreadOf(ctx: Context, threadId: string): RawBuilder<boolean> {
  return sql`thread.organisation_id = ${ctx.organisationId} and thread.id = (
    select coalesce(asked.joined_into, asked.id) from thread asked where asked.organisation_id = ${ctx.organisationId} and asked.id = ${threadId})`;
}

/**
 * Visits of a staff member at a family that touch one day of the organisation's, cancelled ones apart: what comes after "select", the
 * rows named `visit`.
 * @param visit.staffMemberId an expression, as `familyId`
 * @param visit.at an instant of that day; left out = today
 */
export function visitsOfDay(
  ctx: Context,
  visit: { staffMemberId: RawBuilder<unknown>; familyId: RawBuilder<unknown>; at?: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const day = dayOf(visit.at);
  return sql`
    from appointment visit join organisation on organisation.id = visit.organisation_id
    where visit.organisation_id = ${ctx.organisationId} and visit.family_id = ${visit.familyId} and visit.staff_member_id = ${visit.staffMemberId}
      and visit.status <> 'cancelled' and visit.starts_at < ${day.ends} and visit.ends_at > ${day.begins}`;
}
