import type { OrganisationId } from "../../organisation-id.ts";
import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import type { PlannedHousehold } from "./plan-households.ts";
import { type PassIds, registrationRows } from "./registration-rows.ts";
import { transactionRows } from "./transaction-rows.ts";

/** Rows by table, in the order in which they can be inserted. */
export type HouseholdRows = {
  readonly family: Row[];
  readonly pet: Row[];
  readonly registration: Row[];
  readonly customer: Row[];
  readonly application: Row[];
  readonly preference: Row[];
  readonly transaction: Row[];
};

const firstNumber = 10_001;

/** She texts in the demo's first thread. */
const MARIAS_PHONE = "+15035550142";
const isMaria = ({ email }: { email: string | null }) => email === "maria.okafor@mail.example";

/** Turns planned households into rows of the organisation, with dates relative to the calendar's today. */
export function householdRows(
  households: readonly PlannedHousehold[],
  scope: {
    readonly organisationId: OrganisationId;
    readonly passes: PassIds;
    readonly calendar: Calendar;
    readonly random: Random;
  },
): HouseholdRows {
  const { calendar, organisationId, passes, random } = scope;
  const rows: HouseholdRows = {
    family: [],
    pet: [],
    registration: [],
    customer: [],
    application: [],
    preference: [],
    transaction: [],
  };
  for (const household of households) {
    const silent = household.people.some((person) => person.case.silent);
    const joinedDaysAgo = silent ? random.between(900, 1600) : random.between(60, 1500);
    const createdAt = calendar.at(-joinedDaysAgo, `${random.between(10, 18)}:${random.between(10, 59)}`);
    const familyId = idFrom(createdAt, random);
    const common = { organisation_id: organisationId, created_at: createdAt };
    const wanted = otherPasses(household, random);
    rows.family.push({ ...common, id: familyId, name: household.name });

    household.people.forEach((person, at) => {
      const id = idFrom(createdAt, random);
      const phone = random.chance(0.8) ? `+1503555${String(random.between(0, 9999)).padStart(4, "0")}` : null;
      rows.customer.push({
        ...common,
        id,
        number: firstNumber + rows.customer.length,
        family_id: familyId,
        contact: at === 0 ? "primary" : "secondary",
        first_name: person.firstName,
        last_name: person.lastName,
        email: person.email,
        phone: isMaria(person) ? MARIAS_PHONE : phone,
        updated_at: calendar.at(-random.between(0, joinedDaysAgo - 1), "09:20"),
      });
      const application = (passId: string, status: string): void => {
        const row = { ...common, id: idFrom(createdAt, random), customer_id: id, pass_id: passId, status };
        rows.application.push(row);
      };
      if (person.case.application !== "none") application(passes.offLeash, person.case.application);
      for (const pass of wanted) {
        if (random.chance(0.9)) application(passes[pass], random.chance(0.93) ? "approved" : "pending");
      }
      rows.preference.push(
        ...preferenceRows(person.case.unsubscribed === true, { ...scope, customerId: id }),
      );
      rows.transaction.push(
        ...transactionRows(person.case.silent === true, { ...scope, customerId: id, joinedDaysAgo }),
      );
    });
    const pets = registrationRows(household, { ...scope, familyId, createdAt, wanted });
    rows.pet.push(...pets.pet);
    rows.registration.push(...pets.registration);
  }
  return rows;
}

/** The passes besides the main one that a household wants. */
function otherPasses(household: PlannedHousehold, random: Random): (keyof PassIds)[] {
  const agility = random.chance(household.main ? 0.22 : 0.65);
  const puppy = random.chance(0.08);
  return [...(agility ? (["agility"] as const) : []), ...(puppy ? (["puppy"] as const) : [])];
}

/** Who unsubscribed did so with the autumn campaign's link; a few others chose for texts, or came back. */
function preferenceRows(
  unsubscribed: boolean,
  scope: {
    readonly organisationId: string;
    readonly customerId: string;
    readonly calendar: Calendar;
    readonly random: Random;
  },
): Row[] {
  const { calendar, random } = scope;
  const row = (channel: string, subscribed: boolean, source: string): Row => ({
    organisation_id: scope.organisationId,
    customer_id: scope.customerId,
    channel,
    subscribed,
    changed_at: calendar.at(-40, `1${random.between(1, 9)}:${random.between(10, 59)}`),
    source,
  });
  const rows: Row[] = [];
  if (unsubscribed) rows.push(row("campaign", false, random.chance(0.5) ? "link" : "one_click"));
  else if (random.chance(0.01)) rows.push(row("campaign", true, "portal"));
  if (random.chance(0.02)) rows.push(row("text", false, "portal"));
  return rows;
}
