import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { numberReasons } from "../alert/audience-sql.ts";
import { readSetting } from "../alert/read-setting.ts";
import { reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { quietClock } from "../quiet-hours/quiet-clock.ts";

/** Somebody whose turn it is. */
export interface Picked {
  readonly alertId: string;
  readonly recipientId: string;
  readonly customerId: string;
  readonly slice: number;
}

/** What becomes of a turn: the text goes, it waits for the morning, or it makes no sense any more. */
export type Judgement =
  | {
      readonly kind: "send";
      readonly number: string;
      readonly appointment: { readonly id: string; readonly startsAt: string; readonly count: number };
    }
  | { readonly kind: "hold"; readonly until: Date }
  | { readonly kind: "skip"; readonly reasons: number };

/** From its slot until a text is on its reader's phone, at most, mostly. */
const ARRIVES_WITHIN = "1 minute";

interface Row {
  readonly number: string | null;
  readonly zone: string | null;
  readonly overridden: boolean;
  readonly reasons: number;
  readonly taken: boolean;
  readonly next_id: string | null;
  readonly next_at: string | null;
  readonly appointments: number;
  readonly last_at: string | null;
  readonly begun: boolean;
  readonly was_status: string | null;
  readonly was_at: string | null;
}

/**
 * Asks once more whether a text makes sense, at its turn (A11, A12): an appointment in the range that begins after it has arrived, a number
 * that may be texted, nobody else texted at it, and no night. The visit is one of the family that they are in now, which may have been made
 * one with the snapshot's since (P11). By appointment_by_family and the keys of what is known of a number.
 * @param slot when it would be sent
 */
export async function judgeText(
  em: EntityManager,
  ctx: Context,
  { alertId, customerId }: Picked,
  slot: Date,
): Promise<Judgement> {
  const { rows } = await sql<Row>`
    select customer.phone as number, customer.zone, alert.quiet_override_by is not null as overridden,
      ${numberReasons(ctx, sql.ref("customer.phone"), sql.ref("customer.id"))} as reasons,
      exists (
        select from alert_recipient other where other.organisation_id = who.organisation_id and other.alert_id = who.alert_id
          and other.number = customer.phone and other.holds_number and other.customer_id <> who.customer_id) as taken,
      visit.next_id, visit.next_at, visit.appointments, visit.last_at, visit.begun, was.status as was_status, was.starts_at as was_at
    from alert_recipient who
    join alert on alert.organisation_id = who.organisation_id and alert.id = who.alert_id
    join customer on customer.organisation_id = who.organisation_id and customer.id = who.customer_id
    cross join lateral (
      select (array_agg(id order by starts_at, id) filter (where to_come))[1] as next_id, min(starts_at) filter (where to_come) as next_at,
        count(*) filter (where to_come)::int as appointments, max(starts_at) filter (where to_come) as last_at, coalesce(bool_or(not to_come), false) as begun
      from (
        select id, starts_at, status = 'scheduled' and starts_at > ${slot.toISOString()}::timestamptz + ${ARRIVES_WITHIN}::interval as to_come
        from appointment
        where appointment.organisation_id = who.organisation_id and appointment.family_id = customer.family_id and appointment.status <> 'cancelled'
          and appointment.starts_at >= alert.from_at and appointment.starts_at < alert.until_at) visit) visit
    left join appointment was on was.organisation_id = who.organisation_id and was.id = who.appointment_id
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and who.customer_id = ${customerId}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a recipient of an alert has no row of its own");
  const { next_id, next_at, last_at, number } = row;
  if (next_id === null || next_at === null || last_at === null)
    return { kind: "skip", reasons: row.reasons | whyGone(row) };
  if (row.reasons !== 0 || number === null) return { kind: "skip", reasons: row.reasons };
  if (row.taken) return { kind: "skip", reasons: reasonBit("same_number") };
  const night = row.overridden ? null : await nightOf(em, ctx, { slot, number, zone: row.zone });
  if (night !== null)
    return night.until === null || night.until >= instantFrom(last_at)
      ? { kind: "skip", reasons: reasonBit("quiet_hours") }
      : { kind: "hold", until: night.until };
  return {
    kind: "send",
    number,
    appointment: { id: next_id, startsAt: next_at, count: row.appointments },
  };
}

/** Begun, moved out of the range, or cancelled: deleted ones are cancelled too. */
function whyGone(row: Row): number {
  if (row.begun) return reasonBit("appointment_begun");
  return reasonBit(row.was_status === "scheduled" ? "appointment_moved" : "appointment_cancelled");
}

/** @returns null where it is day; `until` is null where no day comes */
async function nightOf(
  em: EntityManager,
  ctx: Context,
  { slot, number, zone }: { slot: Date; number: string; zone: string | null },
): Promise<{ until: Date | null } | null> {
  const setting = await readSetting(em, ctx);
  const clock = quietClock(setting.quiet, { around: slot, zone: setting.zone });
  const until = clock.allowedFrom(slot, { number, zone });
  return until !== null && until <= slot ? null : { until };
}
