import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import { visibleThreads, visitsOfDay } from "../../conversation/thread-scope.ts";

/**
 * Which customers the actor may see, as a condition on a row named `customer`: conversations' own scope (V6, T54), so that nobody is
 * found here whose thread is closed to them. Staff of `customer.read`: everybody; other staff: the families that they visit today.
 */
export function visibleCustomers(ctx: Context): RawBuilder<boolean> {
  // Nobody sees a record that was merged into another one (P11).
  const isSeen = sql<boolean>`customer.merged_into is null`;
  if (seesEverybody(ctx)) return isSeen;
  return sql<boolean>`(${isSeen} and exists (select from (select customer.organisation_id, customer.family_id) thread where ${visibleThreads(ctx)}))`;
}

/** The same of an actor who sees few, as a select of `customer_id`; null = everybody. Index: appointment_by_staff. */
export function fewVisibleCustomers(ctx: Context): RawBuilder<unknown> | null {
  if (seesEverybody(ctx)) return null;
  const { actor, organisationId } = ctx;
  const staffMemberId = sql`${actor.kind === "staff" ? actor.id : null}::uuid`;
  return sql`
    select customer.id as customer_id
    from (select distinct visit.family_id ${visitsOfDay(ctx, { staffMemberId, familyId: sql`visit.family_id` })}) visited
    join customer on customer.organisation_id = ${organisationId} and customer.family_id = visited.family_id
    where ${visibleCustomers(ctx)}`;
}

function seesEverybody({ actor }: Context): boolean {
  return actor.permissions.has("customer.read");
}
