import type { ApplicationStatus, PetStatus, RegistrationStatus } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";

export interface FileRegistration {
  passId: string;
  status: RegistrationStatus;
  /** Its last valid day, `2026-12-31`. */
  validThrough: string;
  /** That day is over. */
  expired: boolean;
}

export interface FilePet {
  id: string;
  name: string;
  /** What animal it is; "" = not said. */
  kind: string;
  status: PetStatus;
  registrations: FileRegistration[];
}

/** What staff keep of a customer: what they hold and what decides whom a pass's mail reaches (C2, C4). */
export interface CustomerFile {
  familyId: string;
  /** The organisation's day, `2026-11-30`. */
  today: string;
  /** Those that can be had, and those that are retired and were had. */
  passes: { id: string; name: string; retired: boolean }[];
  applications: { passId: string; status: ApplicationStatus }[];
  /** Of the family, the active first. */
  pets: FilePet[];
}

/**
 * A customer's file. Applications and registrations by their keys, pets by pet_by_family.
 * @throws {PackpostError} forbidden, not_found
 */
export async function getFile({
  ctx,
  input: { customerId },
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<CustomerFile> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Omit<CustomerFile, "passes" | "pets">>`
      select customer.family_id as "familyId", (app_now() at time zone organisation.zone)::date::text as today,
        array(select jsonb_build_object('passId', pass_id, 'status', status) from application
          where application.organisation_id = customer.organisation_id and application.customer_id = customer.id order by created_at, id) as applications
      from customer join organisation on organisation.id = customer.organisation_id
      where customer.organisation_id = ${ctx.organisationId} and customer.id = ${customerId}`.execute(
      em.getKysely(),
    );
    const [file] = rows;
    if (file === undefined) throw noSuchCustomer();
    const pets = await petsOf(em, ctx, file.familyId, file.today);
    const used = [
      ...file.applications.map(({ passId }) => passId),
      ...pets.flatMap(({ registrations }) => registrations.map(({ passId }) => passId)),
    ];
    return { ...file, pets, passes: await passesOf(em, ctx, used) };
  });
}

async function petsOf(em: EntityManager, ctx: Context, familyId: string, today: string): Promise<FilePet[]> {
  const { rows } = await sql<FilePet>`
    select pet.id, pet.name, pet.kind, pet.status,
      array(select jsonb_build_object('passId', pass_id, 'status', registration.status, 'validThrough', valid_through, 'expired', valid_through < ${today}::date)
        from registration where registration.organisation_id = pet.organisation_id and registration.pet_id = pet.id
        order by valid_through desc, registration.id) as registrations
    from pet where pet.organisation_id = ${ctx.organisationId} and pet.family_id = ${familyId}
    order by pet.status, pet.created_at, pet.id`.execute(em.getKysely());
  return rows;
}

async function passesOf(em: EntityManager, ctx: Context, used: string[]): Promise<CustomerFile["passes"]> {
  const { rows } = await sql<CustomerFile["passes"][number]>`
    select id, name, retired_at is not null as retired from pass
    where organisation_id = ${ctx.organisationId} and (retired_at is null or id = any(${used}::uuid[]))
    order by retired_at is not null, name, id`.execute(em.getKysely());
  return rows;
}
