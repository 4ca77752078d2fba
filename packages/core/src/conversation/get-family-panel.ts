import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { blockedBy } from "../address/blocked-by-sql.ts";
import { shownNumber } from "../address/read-number.ts";
import { type ReasonCode, reasonsIn } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { dayOf } from "../local-time/day-sql.ts";
import { noSuchThread } from "./hold-thread.ts";
import type { ThreadIdInput } from "./schemas.ts";
import { isThreadOf, visibleThreads } from "./thread-scope.ts";

export interface PanelPerson {
  id: string;
  name: string;
  contact: "primary" | "secondary";
  email: string | null;
  /** As people read it: `+1 503 555 0142`. */
  phone: string | null;
  /** What keeps mail from them, most telling first; of campaigns alone: unsubscribed. */
  emailReasons: ReasonCode[];
  texts: "reachable" | "no_number" | "opted_out" | "blocked";
  /** IANA name of where they live, if somebody has said it (T35). */
  zone: string | null;
}

export interface PanelVisit {
  id: string;
  pet: string;
  staff: string;
  startsAt: string;
  endsAt: string;
  status: "scheduled" | "completed";
}

export interface FamilyPanel {
  /** False: nobody knows yet whose the thread is. */
  known: boolean;
  people: PanelPerson[];
  pets: { id: string; name: string; active: boolean }[];
  /** Of the organisation's present day. */
  today: PanelVisit[];
  /** The first one after today. */
  next: PanelVisit | null;
}

/**
 * What stands beside a family's thread: who they are and how each can be reached, their pets, today's visits and the next one.
 * A stranger's thread has nobody, and so may a family have, of whom all have left. Indexes: customer's and pet's family, appointment_by_family.
 * @throws {PackpostError} not_found, also outside the actor's scope
 */
export async function getFamilyPanel({
  ctx,
  input,
}: {
  ctx: Context;
  input: ThreadIdInput;
}): Promise<FamilyPanel> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const familyId = await familyOf(em, ctx, input.threadId);
    if (familyId === null) return { known: false, people: [], pets: [], today: [], next: null };
    return { known: true, ...(await readFamilyPanel(em, ctx, familyId)) };
  });
}

/** The same of a family that the actor has been found to see, in the running transaction. */
export async function readFamilyPanel(
  em: EntityManager,
  ctx: Context,
  familyId: string,
): Promise<Omit<FamilyPanel, "known">> {
  const people = await peopleOf(em, ctx, familyId);
  const pets = await sql<FamilyPanel["pets"][number]>`
    select id, name, status = 'active' as active from pet
    where organisation_id = ${ctx.organisationId} and family_id = ${familyId} order by status, created_at, id`.execute(
    em.getKysely(),
  );
  const visits = await visitsOf(em, ctx, familyId);
  const later = visits.find(({ isToday }) => !isToday);
  return {
    people,
    pets: pets.rows,
    today: visits.filter(({ isToday }) => isToday).map(visitOf),
    next: later === undefined ? null : visitOf(later),
  };
}

async function familyOf(em: EntityManager, ctx: Context, threadId: string): Promise<string | null> {
  const { rows } = await sql<{ familyId: string | null }>`
    select thread.family_id as "familyId" from thread
    where ${isThreadOf(ctx, threadId)} and ${visibleThreads(ctx)}`.execute(em.getKysely());
  const [thread] = rows;
  if (thread === undefined) throw noSuchThread();
  return thread.familyId;
}

async function peopleOf(em: EntityManager, ctx: Context, familyId: string): Promise<PanelPerson[]> {
  const { rows } = await sql<Omit<PanelPerson, "emailReasons"> & { reasons: number }>`
    select customer.id, coalesce(nullif(btrim(customer.first_name || ' ' || customer.last_name), ''), 'Customer ' || customer.number) as name,
      customer.contact, customer.email, customer.phone, customer.zone, reach.reasons,
      case when customer.phone is null then 'no_number'
        when exists (select from suppression where suppression.organisation_id = customer.organisation_id and ${blockedBy("sms", sql`customer.phone`)}) then 'blocked'
        when exists (select from preference where preference.organisation_id = customer.organisation_id and preference.customer_id = customer.id
          and channel = 'text' and not subscribed) then 'opted_out'
        else 'reachable' end as texts
    from customer
    join customer_contactability reach on reach.organisation_id = customer.organisation_id and reach.customer_id = customer.id
    where customer.organisation_id = ${ctx.organisationId} and customer.family_id = ${familyId}
    order by customer.contact, customer.id`.execute(em.getKysely());
  return rows.map(({ reasons, phone, ...person }) => ({
    ...person,
    phone: phone === null ? null : shownNumber(phone),
    emailReasons: reasonsIn(reasons),
  }));
}

type Visit = PanelVisit & { isToday: boolean };

/** Today's, and the first of a later day. */
async function visitsOf(em: EntityManager, ctx: Context, familyId: string): Promise<Visit[]> {
  const today = dayOf();
  const visit = sql`
    select visit.id, pet.name as pet, staff.name as staff, to_jsonb(visit.starts_at) #>> '{}' as "startsAt", to_jsonb(visit.ends_at) #>> '{}' as "endsAt",
      visit.status, visit.starts_at < ${today.ends} as "isToday"
    from organisation
    join appointment visit on visit.organisation_id = organisation.id
    join pet on pet.organisation_id = visit.organisation_id and pet.id = visit.pet_id
    join staff_member staff on staff.organisation_id = visit.organisation_id and staff.id = visit.staff_member_id
    where organisation.id = ${ctx.organisationId} and visit.family_id = ${familyId} and visit.status <> 'cancelled'`;
  const { rows } = await sql<Visit>`
    (${visit} and visit.starts_at < ${today.ends} and visit.ends_at > ${today.begins} order by visit.starts_at limit 20)
    union all (${visit} and visit.starts_at >= ${today.ends} order by visit.starts_at limit 1)`.execute(
    em.getKysely(),
  );
  return rows;
}

function visitOf({ isToday: _, ...visit }: Visit): PanelVisit {
  return visit;
}
