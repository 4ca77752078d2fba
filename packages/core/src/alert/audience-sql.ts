import { type RawBuilder, sql } from "kysely";
import { type AlertReason, reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { numberConditions, type UntextableReason, wishConditions } from "../texting/why-not-textable-sql.ts";
import type { Instants } from "./range/resolve-range.ts";

/** One family with an appointment in the range, and who of it is the client (A3). */
export interface AudienceRow {
  readonly family_id: string;
  readonly customer_id: string;
  /** E.164; null = none. */
  readonly number: string | null;
  readonly zone: string | null;
  /** The first in the range, when it begins, how many there are, and when the last begins. */
  readonly appointment_id: string;
  readonly starts_at: string;
  readonly appointments: number;
  readonly last_at: string;
  /** Bits; 0 = gets the text. */
  readonly reasons: number;
  /** Of one whose number somebody else has: who is texted at it. */
  readonly same_as: string | null;
}

const bitOf: Readonly<Record<UntextableReason, AlertReason>> = {
  no_number: "no_number",
  invalid: "invalid_number",
  not_textable: "not_textable",
  opted_out: "opted_out",
  unsubscribed: "text_unsubscribed",
  blocked: "blocked_number",
};

/**
 * All reasons why nobody gets a mass text at a number, as bits (A12, A14, T25): those of any text, and a number that may have asked for no
 * more. What is known of a number is one probe of its key: asked thousands of times, as conditions of their own they would each read the table.
 * @param number E.164, as SQL
 * @param customerId whose, as SQL
 */
export function numberReasons(
  ctx: Pick<Context, "organisationId">,
  number: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
): RawBuilder<number> {
  const ofNumber = [
    ...numberConditions.map(([reason, holds]) => bit(bitOf[reason], holds)),
    bit("held_number", sql`known.held_at is not null`),
  ];
  const bits = [
    bit("no_number", sql`${number} is null`),
    sql<number>`coalesce((
      select ${sql.join(ofNumber, sql` | `)} from phone_number known where known.organisation_id = ${ctx.organisationId} and known.number = ${number}), 0)`,
    ...wishConditions(ctx, number, customerId).map(([reason, holds]) => bit(bitOf[reason], holds)),
  ];
  return sql<number>`(${sql.join(bits, sql` | `)})`;
}

/** The bit of a reason where it holds, else 0. */
export function bit(reason: AlertReason, holds: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`case when ${holds} then ${sql.lit(reasonBit(reason))} else 0 end`;
}

/**
 * Everybody of a range, as a parenthesised sub-select of {@link AudienceRow} (A3): of each family with a scheduled appointment in it that is
 * still to come, its primary contact, or the secondary where only that one can be texted. Of two families at one number the one with the
 * earlier appointment gets the text (T34). By appointment_scheduled and customer_by_family.
 */
export function alertAudience(
  ctx: Pick<Context, "organisationId">,
  { from, until }: Instants,
): RawBuilder<AudienceRow> {
  return sql<AudienceRow>`(
    with visit as materialized (
      select family_id, (array_agg(id order by starts_at, id))[1] as appointment_id, min(starts_at) as starts_at, max(starts_at) as last_at, count(*)::int as appointments
      from appointment
      where organisation_id = ${ctx.organisationId} and status = 'scheduled'
        and starts_at > app_now() and starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz
      group by family_id
    ), client as (
      select distinct on (visit.family_id) visit.*, customer.id as customer_id, customer.phone as number, customer.zone, judged.reasons
      from visit
      join customer on customer.organisation_id = ${ctx.organisationId} and customer.family_id = visit.family_id
      cross join lateral (select ${numberReasons(ctx, sql.ref("customer.phone"), sql.ref("customer.id"))} as reasons offset 0) judged
      order by visit.family_id, judged.reasons <> 0, customer.contact, customer.id
    ), ranked as (
      select client.*, first_value(customer_id) over (partition by number, reasons order by starts_at, family_id) as holder from client
    )
    select family_id, customer_id, number, zone, appointment_id, starts_at, appointments, last_at,
      case when reasons = 0 and holder <> customer_id then ${sql.lit(reasonBit("same_number"))} else reasons end as reasons,
      case when reasons = 0 and holder <> customer_id then holder end as same_as
    from ranked)`;
}
