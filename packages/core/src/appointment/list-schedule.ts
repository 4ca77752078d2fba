import type { AppointmentStatus } from "@packpost/db/entities/appointment.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { ListScheduleInput } from "./schemas.ts";

/** A visit as the schedule shows it. */
export interface Visit {
  id: string;
  startsAt: Date;
  endsAt: Date;
  status: AppointmentStatus;
  /** Its day in the organisation's zone. */
  day: string;
  family: { id: string; name: string };
  pet: { id: string; name: string };
  people: { id: string; name: string }[];
  staff: { id: string; name: string };
}

export interface Schedule {
  today: string;
  from: string;
  days: string[];
  visits: Visit[];
  /** Whose schedule can be looked at. */
  staff: { id: string; name: string }[];
}

/** Most visits shown at once: a busy week of one business is a few hundred. */
const MOST = 2_000;

/**
 * The visits of some days, cancelled ones too, in the organisation's zone: a staff member's own; of anybody, for who may see all.
 * Indexes: appointment_by_staff, appointment_by_start.
 * @throws {PackpostError} forbidden; invalid_input for a day that is none
 */
export async function listSchedule({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListScheduleInput;
}): Promise<Schedule> {
  requirePermission(ctx, "schedule.own");
  const me = staffIdOf(ctx);
  const all = ctx.actor.permissions.has("schedule.manage");
  if (!all && input.staffMemberId !== me)
    throw new PackpostError("forbidden", "You can look at your own schedule.");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const span = await sql<{ today: string; days: string[]; begins: string; ends: string }>`
      with clock as (select zone, (app_now() at time zone zone)::date as today from organisation where id = ${ctx.organisationId}),
        span as (select zone, today, coalesce(${input.from}::date, today) as first from clock)
      select today::text, array(select (first + n)::text from generate_series(0, ${input.days - 1}) n) as days,
        (first::timestamp at time zone zone)::text as begins, ((first + ${input.days}::int)::timestamp at time zone zone)::text as ends
      from span`.execute(kysely);
    const [when] = span.rows;
    if (when === undefined) throw new PackpostError("not_found", "This organisation does not exist.");
    const { rows } = await sql<Omit<Visit, "startsAt" | "endsAt"> & { startsAt: string; endsAt: string }>`
      select visit.id, visit.starts_at as "startsAt", visit.ends_at as "endsAt", visit.status,
        (visit.starts_at at time zone organisation.zone)::date::text as day,
        jsonb_build_object('id', family.id, 'name', family.name) as family, jsonb_build_object('id', pet.id, 'name', pet.name) as pet,
        jsonb_build_object('id', staff.id, 'name', staff.name) as staff,
        array(select jsonb_build_object('id', id, 'name', btrim(first_name || ' ' || last_name)) from customer
          where customer.organisation_id = visit.organisation_id and customer.family_id = visit.family_id order by contact, id) as people
      from appointment visit
      join organisation on organisation.id = visit.organisation_id
      join family on family.organisation_id = visit.organisation_id and family.id = visit.family_id
      join pet on pet.organisation_id = visit.organisation_id and pet.id = visit.pet_id
      join staff_member staff on staff.organisation_id = visit.organisation_id and staff.id = visit.staff_member_id
      where visit.organisation_id = ${ctx.organisationId} and visit.starts_at >= ${when.begins}::timestamptz and visit.starts_at < ${when.ends}::timestamptz
        and ${input.staffMemberId === null ? sql`true` : sql`visit.staff_member_id = ${input.staffMemberId}::uuid`}
      order by visit.starts_at, visit.id limit ${MOST}`.execute(kysely);
    const staff = await sql<{ id: string; name: string }>`
      select id, name from staff_member
      where organisation_id = ${ctx.organisationId} and ended_at is null and ${all ? sql`true` : sql`id = ${me}::uuid`}
      order by name, id`.execute(kysely);
    const visits = rows.map((row) => ({
      ...row,
      startsAt: new Date(row.startsAt),
      endsAt: new Date(row.endsAt),
    }));
    return {
      today: when.today,
      from: when.days[0] ?? when.today,
      days: when.days,
      visits,
      staff: staff.rows,
    };
  });
}
