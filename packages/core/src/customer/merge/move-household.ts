import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../../context.ts";
import { moveScheduled } from "../../conversation/later/move-scheduled.ts";
import { openThread } from "../../conversation/open-thread.ts";
import { PackpostError } from "../../errors.ts";
import { holdBoth } from "../../joined-threads/hold-both.ts";
import { moveDrafts } from "../../joined-threads/join-threads.ts";
import { moveEntries } from "../../joined-threads/move-entries.ts";
import { takeDraftsAlong } from "../../joined-threads/take-drafts-along.ts";

/** What went from one family to another. */
export const movedHouseholdSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** With what they were there. */
  customers: z.array(z.object({ id: z.string(), contact: z.enum(["primary", "secondary"]) })),
  pets: z.array(z.string()),
  appointments: z.array(z.string()),
  /** What led to it since earlier merges: families, and the threads that were joined to its own. */
  led: z.array(z.string()),
  /** The thread that was joined to the other's, where there was one. */
  thread: z.object({ from: z.string(), to: z.string(), led: z.array(z.string()) }).nullable(),
});
export type MovedHousehold = z.infer<typeof movedHouseholdSchema>;

/**
 * Holds families to the end of the unit of work, in the order of their ids.
 * @throws {PackpostError} not_found, also for one that is hidden since a merge
 */
export async function holdFamilies(
  em: EntityManager,
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from family where organisation_id = ${ctx.organisationId} and id = any(${ids}::uuid[]) and merged_into is null
    order by id for no key update`.execute(em.getKysely());
  if (rows.length < new Set(ids).size)
    throw new PackpostError("not_found", "This family is not there any more.", {
      nextStep: "Reload the page.",
    });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Moves people and pets with their visits from one held family to another. Whoever comes where there is a primary contact is a secondary
 * one. Eligibility follows in the same transaction, by triggers.
 * @param who.customers,who.pets null = all
 */
export async function movePeople(
  em: EntityManager,
  ctx: Context,
  who: {
    readonly from: string;
    readonly to: string;
    readonly customers: readonly string[] | null;
    readonly pets: readonly string[] | null;
  },
): Promise<MovedHousehold> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const { from, to } = who;
  const chosen = (column: string, ids: readonly string[] | null) =>
    ids === null ? sql`true` : sql`${sql.ref(column)} = any(${ids}::uuid[])`;
  const { rows: pets } = await sql<{ id: string }>`
    update pet set family_id = ${to} where organisation_id = ${organisationId} and family_id = ${from} and ${chosen("pet.id", who.pets)}
    returning id`.execute(kysely);
  const petIds = pets.map(({ id }) => id);
  const { rows: visits } = await sql<{ id: string }>`
    update appointment set family_id = ${to}
    where organisation_id = ${organisationId} and family_id = ${from} and ${who.pets === null ? sql`true` : sql`pet_id = any(${petIds}::uuid[])`}
    returning id`.execute(kysely);
  const { rows: customers } = await sql<MovedHousehold["customers"][number]>`
    update customer set family_id = ${to}, contact = case when customer.contact = 'primary' and exists (
      select from customer other where other.organisation_id = ${organisationId} and other.family_id = ${to} and other.contact = 'primary' and other.merged_into is null)
      then 'secondary' else customer.contact end
    where organisation_id = ${organisationId} and family_id = ${from} and merged_into is null and ${chosen("customer.id", who.customers)}
    returning customer.id, old.contact`.execute(kysely);
  await takeDraftsAlong(em, ctx, { from, to, customerIds: customers.map(({ id }) => id) });
  return {
    from,
    to,
    customers,
    pets: petIds,
    appointments: visits.map(({ id }) => id),
    ...{ led: [], thread: null },
  };
}

/** Moves all of a held family to another: its people, pets and visits, and what was said in its thread (V17). It is hidden from then on. */
export async function moveHousehold(
  em: EntityManager,
  ctx: Context,
  families: { readonly from: string; readonly to: string },
): Promise<MovedHousehold> {
  const moved = await movePeople(em, ctx, { ...families, customers: null, pets: null });
  const thread = await joinFamilyThread(em, ctx, families);
  const { rows } = await sql<{ id: string }>`
    update family set merged_into = ${families.to} where organisation_id = ${ctx.organisationId} and (id = ${families.from} or merged_into = ${families.from})
    returning id`.execute(em.getKysely());
  const led = rows.map(({ id }) => id).filter((id) => id !== families.from);
  return { ...moved, led, thread };
}

async function joinFamilyThread(
  em: EntityManager,
  ctx: Context,
  families: { readonly from: string; readonly to: string },
): Promise<MovedHousehold["thread"]> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const { rows } = await sql<{ id: string }>`
    select id from thread where organisation_id = ${organisationId} and family_id = ${families.from} and joined_into is null`.execute(
    kysely,
  );
  const from = rows[0]?.id;
  if (from === undefined) return null;
  const to = await openThread({ ctx, input: { familyId: families.to } });
  await holdBoth(em, ctx, from, to);
  const origin = sql`coalesce(entry.origin_thread_id, ${from}::uuid)`;
  await moveEntries(em, ctx, {
    ...{ from, to, which: sql<boolean>`true`, customerId: sql`entry.customer_id`, origin },
  });
  await moveDrafts(em, ctx, from, to);
  await moveScheduled(em, ctx, { from, to, customerId: null });
  await sql`
    update conversation set closed_at = app_now(), closed_by = ${ctx.actor.kind === "staff" ? ctx.actor.id : null}::uuid
    where organisation_id = ${organisationId} and thread_id = ${from} and closed_at is null`.execute(kysely);
  // What was joined to it leads to where its entries stand now.
  await sql`
    update thread set joined_into = ${to}, active = false, waiting_since = null where organisation_id = ${organisationId} and id = ${from}`.execute(
    kysely,
  );
  const { rows: led } = await sql<{ id: string }>`
    update thread set joined_into = ${to} where organisation_id = ${organisationId} and joined_into = ${from} returning id`.execute(
    kysely,
  );
  return { from, to, led: led.map(({ id }) => id) };
}

/** Moves back what is still where a move has put it. */
export async function moveHouseholdBack(
  em: EntityManager,
  ctx: Context,
  moved: MovedHousehold,
): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const { from, to, customers, pets, appointments, led, thread } = moved;
  await sql`
    update family set merged_into = case when id = ${from} then null else ${from}::uuid end
    where organisation_id = ${organisationId} and (id = ${from} or id = any(${led}::uuid[]) and merged_into = ${to})`.execute(
    kysely,
  );
  await sql`
    update pet set family_id = ${from} where organisation_id = ${organisationId} and family_id = ${to} and id = any(${pets}::uuid[])`.execute(
    kysely,
  );
  await sql`
    update appointment set family_id = ${from}
    where organisation_id = ${organisationId} and family_id = ${to}
      and (id = any(${appointments}::uuid[]) or pet_id = any(${pets}::uuid[]))`.execute(kysely);
  await sql`
    update customer set family_id = ${from}, contact = was.contact
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) was (id uuid, contact text)
    where customer.organisation_id = ${organisationId} and customer.family_id = ${to} and customer.id = was.id`.execute(
    kysely,
  );
  if (thread !== null) await partFamilyThread(em, ctx, thread);
  await takeDraftsAlong(em, ctx, { from: to, to: from, customerIds: customers.map(({ id }) => id) });
}

async function partFamilyThread(
  em: EntityManager,
  ctx: Context,
  thread: NonNullable<MovedHousehold["thread"]>,
): Promise<void> {
  const { organisationId } = ctx;
  await holdBoth(em, ctx, thread.from, thread.to);
  await sql`
    update thread set joined_into = case when id = ${thread.from} then null else ${thread.from}::uuid end
    where organisation_id = ${organisationId} and (id = ${thread.from} or id = any(${thread.led}::uuid[]) and joined_into = ${thread.to})`.execute(
    em.getKysely(),
  );
  // What was said since stays with the family that it was said to.
  await moveEntries(em, ctx, {
    ...{ from: thread.to, to: thread.from, which: sql<boolean>`entry.origin_thread_id = ${thread.from}` },
    ...{ customerId: sql`entry.customer_id`, origin: sql`null::uuid` },
  });
}
