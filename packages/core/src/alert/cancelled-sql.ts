import { type RawBuilder, sql } from "kysely";
import { reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import type { AudienceRow } from "./audience-sql.ts";
import type { Instants } from "./range/resolve-range.ts";

/**
 * Who would have come in a range, and has cancelled every visit of it that is still to come (A3), as a parenthesised sub-select of {@link AudienceRow}
 * with that reason: shown before sending, so that nobody looks for them in vain. They are in no alert. By appointment_cancelled, appointment_by_family.
 */
export function cancelledAudience(
  ctx: Pick<Context, "organisationId">,
  { from, until }: Instants,
): RawBuilder<AudienceRow> {
  const inRange = (table: string) => sql`${sql.ref(`${table}.organisation_id`)} = ${ctx.organisationId}
    and ${sql.ref(`${table}.starts_at`)} > app_now() and ${sql.ref(`${table}.starts_at`)} >= ${from.toISOString()}::timestamptz
    and ${sql.ref(`${table}.starts_at`)} < ${until.toISOString()}::timestamptz`;
  return sql<AudienceRow>`(
    select visit.family_id, client.id as customer_id, client.phone as number, client.zone, visit.starts_at, visit.appointments, visit.last_at,
      visit.appointment_id, ${sql.lit(reasonBit("appointment_cancelled"))} as reasons, null::uuid as same_as
    from (
      select family_id, min(starts_at) as starts_at, max(starts_at) as last_at, count(*)::int as appointments, (array_agg(id order by starts_at, id))[1] as appointment_id
      from appointment gone where ${inRange("gone")} and gone.status = 'cancelled'
        and not exists (
          select from appointment kept where ${inRange("kept")} and kept.family_id = gone.family_id and kept.status = 'scheduled')
      group by family_id) visit
    cross join lateral (
      select id, phone, zone from customer where customer.organisation_id = ${ctx.organisationId} and customer.family_id = visit.family_id
      order by contact, id limit 1) client)`;
}
