import { randomUUID } from "node:crypto";
import type { ApplicationStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { insertRows, type Row } from "@packpost/db/seed/insert-rows";
import { sql } from "kysely";
import type { TestOrganisation } from "./create-test-organisation.ts";

export type TestPerson = {
  readonly firstName?: string;
  readonly email?: string | null;
  /** Application for the pass; "none" = never applied. Approved unless told otherwise. */
  readonly application?: ApplicationStatus | "none";
  readonly unsubscribed?: boolean;
  /** Days since the newest transaction; a fresh customer has none and needs none. */
  readonly lastTransactionDaysAgo?: number;
};

export type TestPet = {
  readonly name?: string;
  readonly status?: "active" | "inactive";
  /** Registration for the pass; "none" = not registered. Active unless told otherwise. */
  readonly registration?: "active" | "inactive" | "none";
  /** Last valid day, in days from the organisation's today. */
  readonly validForDays?: number;
};

let nextNumber = 1;

/** A pass of the organisation. @returns its id */
export async function createPass(organisation: TestOrganisation, name = "Test pass"): Promise<string> {
  const id = randomUUID();
  const row = { organisation_id: organisation.organisationId, id, name, created_at: new Date() };
  await inOrganisation(organisation.orm, organisation.organisationId, (em) => insertRows(em, "pass", [row]));
  return id;
}

/**
 * A family as the words say; by default one person with one pet, all in good standing for the pass.
 * @returns ids in the order given
 */
export async function createFamily(
  organisation: TestOrganisation,
  options: {
    readonly passId: string;
    readonly people?: readonly TestPerson[];
    readonly pets?: readonly TestPet[];
  },
): Promise<{ familyId: string; customerIds: string[]; petIds: string[] }> {
  const organisation_id = organisation.organisationId;
  const familyId = randomUUID();
  const people = (options.people ?? [{}]).map((person) => ({
    person,
    id: randomUUID(),
    number: nextNumber++,
  }));
  const pets = (options.pets ?? [{}]).map((pet) => ({ pet, id: randomUUID() }));
  const pass = { organisation_id, pass_id: options.passId };

  await inOrganisation(organisation.orm, organisation_id, async (em) => {
    const clock = sql<{
      today: string;
    }>`select (app_now() at time zone ${organisation.zone})::date::text as today`;
    const today = (await clock.execute(em.getKysely())).rows[0]?.today ?? "";
    await insertRows(em, "family", [
      { organisation_id, id: familyId, name: "Family", created_at: new Date() },
    ]);
    const insertPet = ({ pet, id }: (typeof pets)[number]): Row => ({
      ...{ organisation_id, id, family_id: familyId },
      ...{ name: pet.name ?? "Rex", status: pet.status ?? "active", created_at: new Date() },
    });
    await insertRows(em, "pet", pets.map(insertPet));
    const registered = pets.filter(({ pet }) => pet.registration !== "none");
    const register = ({ pet, id }: (typeof pets)[number]): Row => ({
      ...{ ...pass, id: randomUUID(), pet_id: id, status: pet.registration ?? "active" },
      ...{ valid_through: addDays(today, pet.validForDays ?? 30), created_at: new Date() },
    });
    await insertRows(em, "registration", registered.map(register));
    const join = ({ person, id, number }: (typeof people)[number], at: number): Row => ({
      ...{ organisation_id, id, number, family_id: familyId, contact: at === 0 ? "primary" : "secondary" },
      ...{ first_name: person.firstName ?? `Person ${number}`, last_name: "Test" },
      email: person.email === undefined ? `person${number}@mail.example` : person.email,
      created_at: new Date(Date.now() - (person.lastTransactionDaysAgo ?? 0) * 86_400_000),
      updated_at: new Date(),
    });
    await insertRows(em, "customer", people.map(join));
    const applied = people.filter(({ person }) => person.application !== "none");
    const apply = ({ person, id }: (typeof people)[number]): Row => ({
      ...{ ...pass, id: randomUUID(), customer_id: id, status: person.application ?? "approved" },
      created_at: new Date(),
    });
    await insertRows(em, "application", applied.map(apply));
    const optOut = ({ id }: (typeof people)[number]): Row => ({
      ...{ organisation_id, customer_id: id, channel: "campaign", subscribed: false },
      ...{ changed_at: new Date(), source: "link" },
    });
    await insertRows(em, "preference", people.filter(({ person }) => person.unsubscribed).map(optOut));
    const dealt = people.filter(({ person }) => person.lastTransactionDaysAgo !== undefined);
    const deal = ({ person, id }: (typeof people)[number]): Row => ({
      ...{ organisation_id, id: randomUUID(), customer_id: id, kind: "visit" },
      at: new Date(Date.now() - (person.lastTransactionDaysAgo ?? 0) * 86_400_000),
    });
    await insertRows(em, "transaction", dealt.map(deal));
  });
  return { familyId, customerIds: people.map(({ id }) => id), petIds: pets.map(({ id }) => id) };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
