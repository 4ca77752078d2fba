import { foldText } from "@packpost/db/fold-text";
import { sql } from "kysely";
import { customerNoun } from "./customer-noun.ts";
import { familyNoun } from "./family-noun.ts";
import { describePerson, findCustomer } from "./find-customer.ts";
import { type Batch, loadRows } from "./load-rows.ts";
import {
  type CustomerKeys,
  isRefusal,
  type Reading,
  type References,
  type Refusal,
  type Wanted,
} from "./noun.ts";
import { petNoun } from "./pet-noun.ts";
import { type Row, World } from "./world.ts";

/** The worlds that references of a batch were looked up in; families can be added to while it runs. */
export interface ReferenceWorlds extends References {
  readonly families: World;
}

/** Looks up whom and what the records of a batch refer to: a few statements, however many they are. */
export async function findReferences(batch: Batch, readings: readonly Reading[]): Promise<ReferenceWorlds> {
  const wanted = readings.map((reading) => reading.wanted);
  const still = { ...batch, hold: false };
  const families = new World(familyNoun.keysOf);
  const familyKeys = wanted.flatMap(({ family }) => (family === undefined ? [] : [`external:${family}`]));
  for (const row of await loadRows(still, familyNoun, familyKeys)) families.add(row);
  const customers = new World(customerNoun.keysOf);
  const people = wanted.flatMap(({ customer }) => (customer === undefined ? [] : customerKeys(customer)));
  for (const row of await loadRows(still, customerNoun, people)) customers.add(row);
  const customer = (keys: CustomerKeys): Row | Refusal => {
    const found = findCustomer(keys, customers);
    if (isRefusal(found)) return found;
    return found.row ?? { reason: `There is no customer with this ${toldBy(keys)}.` };
  };
  const pets = await loadPets(still, wanted, customer);
  const passes = await loadNamed(
    batch,
    "pass",
    wanted.some(({ pass }) => pass !== undefined),
  );
  const staff = await loadNamed(
    batch,
    "staff_member",
    wanted.some((one) => one.staff !== undefined),
  );
  const latest = readings.some(({ values }) => values.at) ? await readLatest(batch) : "";
  const retired = new Set(passes.filter((pass) => pass.isRetired).map(({ id }) => id));
  const names = new Map([...passes, ...staff].map(({ id, name }) => [id, name]));
  return {
    families,
    customer,
    family: (externalId) => families.of(`external:${externalId}`)[0],
    pet: (told) => findPet(told, pets, customer),
    pass: (name) => pickNamed(passes, name, "pass"),
    isRetired: (passId) => passId != null && retired.has(passId),
    staff: (name) => pickNamed(staff, name, "colleague"),
    isToCome: (at) => at > latest,
    nameOf(id) {
      if (!id) return null;
      const person = customers.byId(id);
      return (
        names.get(id) ??
        (person ? describePerson(person.values) : null) ??
        families.byId(id)?.values.name ??
        pets.byId(id)?.values.name ??
        null
      );
    },
  };
}

/** Pets by their own id, and those of the families of who is referred to. */
async function loadPets(
  batch: Batch,
  wanted: readonly Wanted[],
  customer: (keys: CustomerKeys) => Row | Refusal,
): Promise<World> {
  const world = new World(petNoun.keysOf);
  const keys = wanted.flatMap(({ pet, customer: owner }) => {
    if (pet === undefined) return [];
    const found = owner === undefined ? undefined : customer(owner);
    const family = found === undefined || isRefusal(found) ? null : found.values.familyId;
    return [
      ...(pet.externalId === undefined ? [] : [`external:${pet.externalId}`]),
      ...(family && pet.name ? [`named:${family}|${foldText(pet.name)}`] : []),
    ];
  });
  for (const row of await loadRows(batch, petNoun, keys)) world.add(row);
  return world;
}

function findPet(
  { pet, customer: owner }: Wanted,
  pets: World,
  customer: (keys: CustomerKeys) => Row | Refusal,
): Row | Refusal {
  if (pet === undefined) return { reason: "Which pet is it?" };
  const own = pet.externalId === undefined ? undefined : pets.of(`external:${pet.externalId}`)[0];
  if (own !== undefined) return own;
  if (pet.externalId !== undefined && pet.name === undefined)
    return { reason: `There is no pet with the ID ${pet.externalId}.` };
  if (owner === undefined) return { reason: "Whose pet is it? Give its owner, or its own ID." };
  const person = customer(owner);
  if (isRefusal(person)) return person;
  const named = pets.of(`named:${person.values.familyId}|${foldText(pet.name ?? "")}`);
  const [first, second] = named;
  if (first === undefined)
    return {
      reason: `${describePerson(person.values)} has no pet called ${pet.name ?? "so"}. Import pets first.`,
    };
  if (second === undefined) return first;
  return {
    reason: `${describePerson(person.values)} has two pets called ${pet.name}. Give the pet's ID.`,
    conflict: [first.id, second.id],
  };
}

export function customerKeys({ externalId, number, emailKey, phone }: CustomerKeys): string[] {
  return [
    ...(externalId === undefined ? [] : [`external:${externalId}`]),
    ...(number === undefined ? [] : [`number:${number}`]),
    ...(emailKey === undefined ? [] : [`email:${emailKey}`]),
    ...(phone === undefined ? [] : [`phone:${phone}`]),
  ];
}

function toldBy({ externalId, number, emailKey, phone }: CustomerKeys): string {
  const words = [
    ...(externalId === undefined ? [] : [`ID (${externalId})`]),
    ...(number === undefined ? [] : [`number (${number})`]),
    ...(emailKey === undefined ? [] : [`address (${emailKey})`]),
    ...(phone === undefined ? [] : [`phone number (${phone})`]),
  ];
  return words.join(" or ");
}

/** A day from now by the database's clock, in the form in which instants are kept. */
async function readLatest({ em }: Batch): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select app_now() + interval '1 day' as at`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) throw new Error("the database has no clock");
  return new Date(row.at).toISOString();
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isRetired: boolean;
}

/** Passes, retired ones too, or colleagues: an organisation has tens of them. */
async function loadNamed(batch: Batch, table: "pass" | "staff_member", isWanted: boolean): Promise<Named[]> {
  if (!isWanted) return [];
  const { rows } =
    table === "pass"
      ? await sql<Named>`
          select id, name, null as email, retired_at is not null as "isRetired" from pass where organisation_id = ${batch.organisationId} order by id limit 5000`.execute(
          batch.em.getKysely(),
        )
      : await sql<Named>`
          select staff_member.id, staff_member.name, auth_user.email, false as "isRetired" from staff_member join auth_user on auth_user.id = staff_member.user_id
          where organisation_id = ${batch.organisationId} and ended_at is null order by staff_member.id limit 5000`.execute(
          batch.em.getKysely(),
        );
  return rows;
}

const addedUnder = {
  pass: "add it under Customers, Passes",
  colleague: "invite them under Settings, Staff",
} as const;

function pickNamed(all: readonly Named[], told: string, word: keyof typeof addedUnder): string | Refusal {
  const folded = foldText(told);
  const called = all.filter(
    ({ name, email }) => foldText(name) === folded || (email !== null && foldText(email) === folded),
  );
  const current = all.filter(({ isRetired }) => !isRetired);
  const named = called.some(({ isRetired }) => !isRetired)
    ? called.filter(({ isRetired }) => !isRetired)
    : called;
  const [first, second] = named;
  if (first === undefined) {
    const known = current.slice(0, 5).map(({ name }) => name);
    const there =
      known.length === 0
        ? `There is none yet: ${addedUnder[word]}.`
        : `There are: ${known.join(", ")}${current.length > 5 ? ", …" : ""}.`;
    return { reason: `There is no ${word} called “${told}”. ${there}` };
  }
  if (second === undefined) return first.id;
  return { reason: `Two are called “${told}”.`, conflict: [first.id, second.id] };
}
