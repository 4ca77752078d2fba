import type { ApplicationStatus, SuppressionReason } from "../../enums.ts";

/** Why (or that) mail about the main pass reaches one person. */
export type PersonCase = {
  readonly application: ApplicationStatus | "none";
  readonly address?: "none" | "invalid" | "shared" | "closed_club";
  readonly unsubscribed?: true;
  readonly suppressed?: SuppressionReason;
  /** No transaction for more than two years. */
  readonly silent?: true;
};

/** How the household's pets stand to the main pass. Several words: all of them hold for the one pet. */
export type PetCase =
  | "registered"
  | "inactive"
  | "unregistered"
  | "registration_inactive"
  | "expired"
  | "expired_and_inactive";

export type HouseholdCase = {
  readonly count: number;
  readonly pets: PetCase;
  readonly people: readonly [PersonCase] | readonly [PersonCase, PersonCase];
};

const good: PersonCase = { application: "approved" };
const alone = (count: number, person: PersonCase, pets: PetCase = "registered"): HouseholdCase => ({
  count,
  pets,
  people: [person],
});
const pair = (count: number, second: PersonCase, first: PersonCase = good): HouseholdCase => ({
  count,
  pets: "registered",
  people: [first, second],
});

/**
 * The households of the main pass: 340 families, 475 people, of whom 412 will receive and 63 will not.
 * Every reason of C4 that is not set by hand occurs, and six people have several.
 */
export const mainPassCases: readonly HouseholdCase[] = [
  pair(121, good),
  alone(156, good),
  pair(8, { application: "none" }),
  pair(3, { application: "approved", address: "shared" }),
  pair(1, { application: "pending" }),
  pair(1, good, { application: "approved", unsubscribed: true }),
  pair(1, good, { application: "approved", suppressed: "hard_bounce" }),
  alone(4, { application: "pending" }),
  alone(3, { application: "denied" }),
  alone(2, { application: "inactive" }),
  alone(3, good, "inactive"),
  alone(4, good, "unregistered"),
  alone(2, good, "registration_inactive"),
  alone(6, good, "expired"),
  alone(3, { application: "approved", address: "none" }),
  alone(2, { application: "approved", address: "invalid" }),
  alone(4, { application: "approved", unsubscribed: true }),
  alone(2, { application: "approved", suppressed: "hard_bounce" }),
  alone(1, { application: "approved", suppressed: "complaint" }),
  alone(1, { application: "approved", suppressed: "by_hand" }),
  alone(2, { application: "approved", address: "closed_club" }),
  alone(4, { application: "approved", silent: true }),
  // Several reasons at once
  alone(1, good, "expired_and_inactive"),
  alone(1, { application: "pending", address: "none" }, "unregistered"),
  alone(1, { application: "inactive", unsubscribed: true, silent: true }, "expired"),
  alone(1, { application: "denied", suppressed: "hard_bounce" }),
  alone(1, { application: "approved", address: "closed_club", silent: true }, "inactive"),
  alone(1, { application: "approved", unsubscribed: true, suppressed: "complaint" }, "registration_inactive"),
];

/** Families that have nothing to do with the main pass. */
export const otherCases: readonly HouseholdCase[] = [
  { count: 35, pets: "unregistered", people: [{ application: "none" }, { application: "none" }] },
  { count: 55, pets: "unregistered", people: [{ application: "none" }] },
];

/** People the drawings and the README name, by the case they stand for. */
export const wellKnown: readonly {
  readonly pets: PetCase;
  readonly people: readonly PersonCase[];
  readonly names: readonly (readonly [first: string, last: string, email: string | null])[];
  readonly petNames: readonly string[];
}[] = [
  {
    pets: "registered",
    people: [good, good],
    names: [
      ["Maria", "Okafor", "maria.okafor@mail.example"],
      ["Chidi", "Okafor", "chidi.okafor@mail.example"],
    ],
    petNames: ["Biscuit", "Pepper"],
  },
  {
    pets: "registered",
    people: [good],
    names: [["Tom", "Brown", "tom@browns.example"]],
    petNames: ["Rusty"],
  },
  {
    pets: "registered",
    people: [good],
    names: [["Lena", "Schmidt", "lena@schmidt.example"]],
    petNames: ["Flocke"],
  },
  {
    pets: "expired_and_inactive",
    people: [good],
    names: [["Adebayo", "Lewis", "adebayo.lewis@mail.example"]],
    petNames: ["Moss"],
  },
  {
    pets: "registered",
    people: [{ application: "pending" }],
    names: [["Ana", "Petrov", "ana@petrov.example"]],
    petNames: ["Bruno"],
  },
  {
    pets: "registered",
    people: [{ application: "approved", address: "none" }],
    names: [["Chloe", "Martin", null]],
    petNames: ["Olive", "Fig"],
  },
  {
    pets: "registered",
    people: [{ application: "approved", unsubscribed: true }],
    names: [["Dev", "Haddad", "dev.haddad@mail.example"]],
    petNames: ["Tiko"],
  },
];

/** Local parts by which the simulator shows rarer outcomes; each is given to one person in good standing. */
export const steeredLocalParts = [
  "bounce",
  "soft",
  "spam",
  "oneclick",
  "unsubscribe",
  "slow",
  "scanner",
  "autoreply",
  "click",
  "machineopen",
] as const;
