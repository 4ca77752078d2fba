import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

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
    return sql`exists (select ${visitsToday(ctx, actor.id, sql`thread.family_id`)})`;
  return sql`false`;
}

/**
 * Visits of a staff member at a family that touch the organisation's present day, cancelled ones apart: what comes
 * after "select", the rows named `visit`.
 * @param familyId an expression
 */
export function visitsToday(
  ctx: Context,
  staffMemberId: string,
  familyId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    from appointment visit join organisation on organisation.id = visit.organisation_id
    where visit.organisation_id = ${ctx.organisationId} and visit.family_id = ${familyId} and visit.staff_member_id = ${staffMemberId}
      and visit.status <> 'cancelled'
      and visit.starts_at < (date_trunc('day', app_now() at time zone organisation.zone) + interval '1 day') at time zone organisation.zone
      and visit.ends_at > date_trunc('day', app_now() at time zone organisation.zone) at time zone organisation.zone`;
}
