import { FIRST_NAMES, LAST_NAMES, PET_NAMES } from "../names.ts";
import type { Random } from "../random.ts";
import { createAddresses } from "./addresses.ts";
import {
  type HouseholdCase,
  mainPassCases,
  otherCases,
  type PersonCase,
  type PetCase,
  steeredLocalParts,
  wellKnown,
} from "./cases.ts";

export type PlannedPerson = {
  readonly case: PersonCase;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
};

export type PlannedHousehold = {
  readonly name: string;
  readonly pets: PetCase;
  readonly petNames: readonly string[];
  readonly people: readonly PlannedPerson[];
  /** Has anything to do with the main pass. */
  readonly main: boolean;
};

/** Everybody of Riverside, before they become rows. Pure: the same chance gives the same people. */
export function planHouseholds(random: Random): PlannedHousehold[] {
  const addresses = createAddresses(random);
  const known = [...wellKnown];
  const steered = [...steeredLocalParts];
  const households: PlannedHousehold[] = [];

  const plan = (main: boolean, { pets, people }: HouseholdCase): PlannedHousehold => {
    const index = main ? known.findIndex((one) => same({ pets, people }, one)) : -1;
    const [named] = index < 0 ? [] : known.splice(index, 1);
    const lastName = named?.names[0]?.[1] ?? random.pick(LAST_NAMES);
    let shared: string | null = null;
    const planned = people.map((person, at): PlannedPerson => {
      const [firstName, ownLastName, namedEmail] = named?.names[at] ?? [
        // A few people are known by their address alone, so merge fields need their fallback.
        random.chance(0.01) ? "" : random.pick(FIRST_NAMES),
        at === 1 && random.chance(0.3) ? random.pick(LAST_NAMES) : lastName,
      ];
      const ordinary =
        main && !named && people.length === 1 && person.application === "approved" && isGood(pets, person);
      const localPart = ordinary ? steered.shift() : undefined;
      const email =
        namedEmail ?? addresses.choose({ person, firstName, lastName: ownLastName, localPart, shared });
      shared ??= email;
      return { case: person, firstName, lastName: ownLastName, email };
    });
    const petCount = random.pick([1, 1, 1, 2, 2, 3]);
    const petNames = named?.petNames ?? Array.from({ length: petCount }, () => random.pick(PET_NAMES));
    return { name: lastName, pets, petNames: [...new Set(petNames)], people: planned, main };
  };

  for (const [cases, main] of [
    [mainPassCases, true],
    [otherCases, false],
  ] as const) {
    for (const one of cases) {
      for (let n = 0; n < one.count; n += 1) households.push(plan(main, one));
    }
  }
  return nameless(households, random);
}

function same(
  one: Pick<HouseholdCase, "pets" | "people">,
  other: Pick<HouseholdCase, "pets"> & { readonly people: readonly PersonCase[] },
): boolean {
  return JSON.stringify([one.pets, one.people]) === JSON.stringify([other.pets, other.people]);
}

function isGood(pets: PetCase, person: PersonCase): boolean {
  return pets === "registered" && Object.keys(person).length === 1;
}

/** Eight households never told their pets' names ("14 have no pet name" in the review). */
function nameless(households: readonly PlannedHousehold[], random: Random): PlannedHousehold[] {
  let left = 8;
  return households.map((household) => {
    const fits = household.main && household.pets === "registered" && !household.petNames.includes("Biscuit");
    if (!fits || left === 0 || !random.chance(0.06)) return household;
    left -= 1;
    return { ...household, petNames: [""] };
  });
}
