import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import { quietClock } from "../quiet-hours/quiet-clock.ts";
import { alertAudience } from "./audience-sql.ts";
import { readSetting } from "./read-setting.ts";

const rowSchema = { from_at: "", until_at: "", overridden: false };

/**
 * Writes down who is in an alert, one row a family (A3): all of its range, receiving or left out with every reason; or those who have joined
 * it since (A11), of whom nobody gets a number that the alert has texted or is about to. Who would be woken waits for the morning, or is left
 * out where that is too late (A12).
 * @param late only these people, where they are in the range and not in the alert yet
 * @returns how many were written down
 */
export async function writeAudience(
  em: EntityManager,
  ctx: Context,
  alertId: string,
  late?: { readonly customerIds: readonly string[] },
): Promise<number> {
  const kysely = em.getKysely();
  const { rows } = await sql<typeof rowSchema>`
    select from_at, until_at, quiet_override_by is not null as overridden from alert
    where organisation_id = ${ctx.organisationId} and id = ${alertId}`.execute(kysely);
  const [alert] = rows;
  if (alert === undefined) return 0;
  const range = { from: instantFrom(alert.from_at), until: instantFrom(alert.until_at) };
  const mine = sql`held.organisation_id = ${ctx.organisationId} and held.alert_id = ${alertId}`;
  const written = await sql`
    insert into alert_recipient (organisation_id, alert_id, customer_id, family_id, number, holds_number, reasons, same_as, appointment_id, starts_at, appointments, late_joiner)
    select ${ctx.organisationId}, ${alertId}, customer_id, family_id, number, reasons = 0 and taken.by is null,
      case when reasons = 0 and taken.by is not null then ${sql.lit(reasonBit("same_number"))} else reasons end,
      coalesce(same_as, case when reasons = 0 then taken.by end), appointment_id, starts_at, appointments, ${late !== undefined}
    from ${alertAudience(ctx, range)} audience
    cross join lateral (
      select (select held.customer_id from alert_recipient held where ${mine} and held.number = audience.number and held.holds_number) as by) taken
    where ${late === undefined ? sql`true` : sql`audience.customer_id = any(${late.customerIds}::uuid[])`}
      and not exists (select from alert_recipient held where ${mine} and held.family_id = audience.family_id)`.execute(
    kysely,
  );
  if (!alert.overridden) await holdForNight(em, ctx, alertId);
  return Number(written.numAffectedRows ?? 0n);
}

interface Waiting {
  readonly customer_id: string;
  readonly number: string;
  readonly zone: string | null;
  readonly last_at: string;
}

/**
 * Those whose turn would come in their night, were all turns this alert's. A turn that comes later than this is judged once more, so nobody is
 * woken by an error of it.
 */
async function holdForNight(em: EntityManager, ctx: Context, alertId: string): Promise<void> {
  const kysely = em.getKysely();
  const setting = await readSetting(em, ctx);
  if (setting.quiet === null) return;
  const { rows } = await sql<Waiting>`
    select who.customer_id, who.number, customer.zone, visit.last_at
    from alert_recipient who
    join alert on alert.organisation_id = who.organisation_id and alert.id = who.alert_id
    join customer on customer.organisation_id = who.organisation_id and customer.id = who.customer_id
    cross join lateral (
      select max(starts_at) as last_at from appointment
      where appointment.organisation_id = who.organisation_id and appointment.family_id = who.family_id and appointment.status = 'scheduled'
        and appointment.starts_at >= alert.from_at and appointment.starts_at < alert.until_at) visit
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and who.reasons = 0 and who.held_until is null
      and not exists (
        select from recipient where recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id)
    order by who.starts_at, who.customer_id`.execute(kysely);
  const clock = quietClock(setting.quiet, { around: setting.now, zone: setting.zone });
  const held: { id: string; until: string }[] = [];
  const late: string[] = [];
  rows.forEach(({ customer_id: id, number, zone, last_at }, place) => {
    const turn = new Date(setting.now.getTime() + place * setting.msPerText);
    const at = clock.allowedFrom(turn, { number, zone });
    if (at === null || at >= instantFrom(last_at)) late.push(id);
    else if (at > turn) held.push({ id, until: at.toISOString() });
  });
  await sql`
    update alert_recipient set held_until = night.until
    from unnest(${held.map(({ id }) => id)}::uuid[], ${held.map(({ until }) => until)}::timestamptz[]) as night (id, until)
    where organisation_id = ${ctx.organisationId} and alert_id = ${alertId} and customer_id = night.id`.execute(
    kysely,
  );
  await sql`
    update alert_recipient set reasons = ${sql.lit(reasonBit("quiet_hours"))}, holds_number = false
    where organisation_id = ${ctx.organisationId} and alert_id = ${alertId} and customer_id = any(${late}::uuid[])`.execute(
    kysely,
  );
  await giveFreeNumbers(em, ctx, alertId, late);
}

/** Of those left out for a number at which now nobody is texted, the one who comes first is (T34); each is judged at their own turn. */
async function giveFreeNumbers(
  em: EntityManager,
  ctx: Context,
  alertId: string,
  late: readonly string[],
): Promise<void> {
  if (late.length === 0) return;
  await sql`
    update alert_recipient who set reasons = 0, holds_number = true, same_as = null
    from (
      select distinct on (heir.number) heir.customer_id from alert_recipient heir
      join alert_recipient left_out on left_out.organisation_id = heir.organisation_id and left_out.alert_id = heir.alert_id and left_out.number = heir.number
      where heir.organisation_id = ${ctx.organisationId} and heir.alert_id = ${alertId} and left_out.customer_id = any(${late}::uuid[])
        and heir.reasons = ${sql.lit(reasonBit("same_number"))}
        and not exists (
          select from alert_recipient holder where holder.organisation_id = heir.organisation_id and holder.alert_id = heir.alert_id and holder.number = heir.number and holder.holds_number)
        and not exists (
          select from recipient where recipient.organisation_id = heir.organisation_id and recipient.broadcast_id = heir.alert_id and recipient.customer_id = heir.customer_id)
      order by heir.number, heir.starts_at, heir.customer_id) next
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and who.customer_id = next.customer_id`.execute(
    em.getKysely(),
  );
}
