import { type RawBuilder, sql } from "kysely";
import { ofChannel } from "../address/blocked-by-sql.ts";
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
 * more. For one person; a range joins what is known of thousands.
 * @param number E.164, as SQL
 * @param customerId whose, as SQL
 */
export function numberReasons(
  ctx: Pick<Context, "organisationId">,
  number: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
): RawBuilder<number> {
  const bits = [
    bit("no_number", sql`${number} is null`),
    sql<number>`coalesce((
      select ${knownBits} from phone_number known where known.organisation_id = ${ctx.organisationId} and known.number = ${number}), 0)`,
    ...wishConditions(ctx, number, customerId).map(([reason, holds]) => bit(bitOf[reason], holds)),
  ];
  return sql<number>`(${sql.join(bits, sql` | `)})`;
}

/** What is known of a number, by its row `known`, where there is one. */
const knownBits = sql<number>`(${sql.join(
  [
    ...numberConditions.map(([reason, holds]) => bit(bitOf[reason], holds)),
    bit("held_number", sql`known.held_at is not null`),
  ],
  sql` | `,
)})`;

/** The bit of a reason where it holds, else 0. */
export function bit(reason: AlertReason, holds: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`case when ${holds} then ${sql.lit(reasonBit(reason))} else 0 end`;
}

/**
 * Everybody of a range, as a parenthesised sub-select of {@link AudienceRow} (A3): of each family with a scheduled appointment in it that is
 * still to come, its primary contact, or the secondary where only that one can be texted. Of two families at one number the one with the
 * earlier appointment gets the text (T34). It is counted while somebody chooses, of ten thousand too: a family's people are one probe of an
 * index that holds what is asked of them (behind `offset 0`, or all customers would be read).
 * By appointment_scheduled, customer_by_family, phone_number_refused, preference_refused, suppression_number.
 */
export function alertAudience(
  ctx: Pick<Context, "organisationId">,
  { from, until }: Instants,
): RawBuilder<AudienceRow> {
  const mine = (table: string) => sql`${sql.ref(`${table}.organisation_id`)} = ${ctx.organisationId}`;
  // A number is compared byte by byte: by the words of a language the sort takes longer than all the rest.
  const sameNumber = sql`partition by number collate "C", reasons order by starts_at, family_id`;
  return sql<AudienceRow>`(
    with visit as materialized (
      select family_id, min(starts_at) as starts_at, max(starts_at) as last_at, count(*)::int as appointments
      from appointment
      where organisation_id = ${ctx.organisationId} and status = 'scheduled'
        and starts_at > app_now() and starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz
      group by family_id order by family_id
    ), client as (
      select distinct on (family_id) * from (
        select visit.*, customer.id as customer_id, customer.contact, customer.phone as number, customer.zone, ${rangeReasons(ctx)} as reasons
        from visit
        cross join lateral (
          select id, contact, phone, zone from customer where ${mine("customer")} and customer.family_id = visit.family_id offset 0) customer
        offset 0) judged
      order by family_id, reasons <> 0, contact, customer_id
    ), ranked as (
      select client.*, first_value(customer_id) over (${sameNumber}) as holder from client
    )
    select family_id, customer_id, number, zone, starts_at, appointments, last_at,
      (select id from appointment first where ${mine("first")} and first.family_id = ranked.family_id and first.status = 'scheduled'
         and first.starts_at = ranked.starts_at order by id limit 1) as appointment_id,
      case when reasons = 0 and holder <> customer_id then ${sql.lit(reasonBit("same_number"))} else reasons end as reasons,
      case when reasons = 0 and holder <> customer_id then holder end as same_as
    from ranked)`;
}

/**
 * The same as {@link numberReasons} of each person `customer` of a range: who is refused is read once and hashed (`in` in a select list never
 * becomes a loop, whatever statistics promise), and what is known of a number is looked up of those few.
 */
function rangeReasons(ctx: Pick<Context, "organisationId">): RawBuilder<number> {
  const organisation = sql`organisation_id = ${ctx.organisationId}`;
  const known = sql`(select ${knownBits} from phone_number known where ${organisation} and number = customer.phone)`;
  const bits = [
    bit("no_number", sql`customer.phone is null`),
    sql`case when customer.phone in (select number from phone_number known where ${organisation} and ${isRefused}) then ${known} else 0 end`,
    bit(
      bitOf.unsubscribed,
      sql`customer.id in (select customer_id from preference where ${organisation} and channel = 'text' and not subscribed)`,
    ),
    bit(
      bitOf.blocked,
      sql`customer.phone in (select value_key from suppression where ${organisation} and lifted_at is null and ${ofChannel("sms")})`,
    ),
  ];
  return sql<number>`(${sql.join(bits, sql` | `)})`;
}

/** Numbers that take no mass texts, as a condition on `known`; the predicate of phone_number_refused. */
const isRefused = sql`(known.opted_out_at is not null or known.held_at is not null or known.state in ('invalid', 'not_textable'))`;
