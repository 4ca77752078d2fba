import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import type { PlannedHousehold } from "./plan-households.ts";

export type PassIds = { readonly offLeash: string; readonly agility: string; readonly puppy: string };

type Scope = {
  readonly organisationId: string;
  readonly familyId: string;
  readonly createdAt: Date;
  /** Passes besides the main one. */
  readonly wanted: readonly (keyof PassIds)[];
  readonly passes: PassIds;
  readonly calendar: Calendar;
  readonly random: Random;
};

/** The pets of a household and what they are registered for. The first pet decides the household's case. */
export function registrationRows(
  household: PlannedHousehold,
  scope: Scope,
): { pet: Row[]; registration: Row[] } {
  const { calendar, createdAt, passes, random } = scope;
  const common = { organisation_id: scope.organisationId, created_at: createdAt };
  const pet: Row[] = [];
  const registration: Row[] = [];
  const register = (petId: string, passId: string, status: string, validThrough: string): void => {
    const id = idFrom(createdAt, random);
    registration.push({ ...common, id, pet_id: petId, pass_id: passId, status, valid_through: validThrough });
  };
  const soon = (): string => calendar.day(random.pick([390, 390, 390, random.between(60, 380)]));
  const past = (): string => calendar.day(-random.between(3, 120));

  household.petNames.forEach((name, at) => {
    const petId = idFrom(createdAt, random);
    const inactive = household.pets === "inactive" || household.pets === "expired_and_inactive";
    // A second pet may have died or never been registered: the first one carries the pass all the same.
    const oneOfSeveral = at > 0 && household.pets === "registered" && name !== "Pepper";
    const gone = oneOfSeveral && random.chance(0.15);
    pet.push({
      ...common,
      // Pets are named in the order in which they came.
      created_at: new Date(createdAt.getTime() + at * 1000),
      id: petId,
      family_id: scope.familyId,
      name,
      kind: "Dog",
      status: inactive || gone ? "inactive" : "active",
    });
    switch (household.pets) {
      case "registered":
        if (oneOfSeveral && random.chance(0.12)) break;
        register(petId, passes.offLeash, "active", oneOfSeveral && random.chance(0.1) ? past() : soon());
        break;
      case "inactive":
        register(petId, passes.offLeash, "active", soon());
        break;
      case "registration_inactive":
        register(petId, passes.offLeash, "inactive", soon());
        break;
      case "expired":
      case "expired_and_inactive":
        register(petId, passes.offLeash, "active", past());
        break;
      case "unregistered":
        break;
    }
    if (at > 0 || gone) return;
    for (const pass of scope.wanted) {
      if (random.chance(0.93)) register(petId, passes[pass], "active", calendar.day(random.between(20, 380)));
    }
  });
  return { pet, registration };
}
