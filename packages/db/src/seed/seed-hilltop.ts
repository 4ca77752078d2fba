import type { OrganisationId } from "../organisation-id.ts";
import type { EntityManager } from "../orm.ts";
import { createCalendar } from "./calendar.ts";
import { createStaff, type NewStaffMember } from "./create-staff.ts";
import { insertRows, type Row } from "./insert-rows.ts";
import { createRandom, idFrom } from "./random.ts";

const people = [
  ["Maria", "Okafor", "maria.okafor@mail.example", "Mango"],
  ["Henrik", "Solberg", "henrik@solberg.example", "Troll"],
  ["Ji-woo", "Han", "jiwoo.han@inbox.example", "Dubu"],
  ["Beatriz", "Carvalho", "bia.carvalho@mail.example", "Farofa"],
  ["Owen", "Pritchard", "owen.pritchard@postbox.example", "Cariad"],
  ["Salma", "Haddad", "salma@haddad.example", "Simsim"],
  ["Piotr", "Zając", "piotr.zajac@mail.example", "Burek"],
  ["Tala", "Redbird", "tala.redbird@inbox.example", "Nova"],
] as const;

/** Hilltop Clinic: a second, small tenant, so that tenancy can be seen. It knows a Maria Okafor of its own. */
export async function seedHilltop(
  em: EntityManager,
  options: {
    readonly organisationId: OrganisationId;
    readonly staff: readonly NewStaffMember[];
    readonly passwordHash: string;
    readonly now: Date;
  },
): Promise<void> {
  const organisation_id = options.organisationId;
  const random = createRandom(8);
  const calendar = createCalendar(options.now, "Europe/Oslo");
  const created_at = calendar.at(-300, "10:00");
  await insertRows(em, "organisation", [
    {
      id: organisation_id,
      name: "Hilltop Clinic",
      zone: "Europe/Oslo",
      postal_address: "Hilltop Clinic\nBakkeveien 3\n0567 Oslo",
      support_email: "post@hilltop.example",
      sender_name: "Hilltop Clinic",
      sender_email: "post@hilltop.example",
      brand_color: "#2F4B7C",
      raw_event_retention_days: 45,
      created_at,
    },
  ]);
  createStaff(em, options.organisationId, options.staff, options.passwordHash);
  await em.flush();
  const id = (): string => idFrom(created_at, random);
  const pass = { organisation_id, id: id(), name: "Yearly check-up plan", created_at };
  const rows = {
    family: [] as Row[],
    pet: [] as Row[],
    registration: [] as Row[],
    customer: [] as Row[],
    application: [] as Row[],
  };
  people.forEach(([first_name, last_name, email, petName], at) => {
    const family = { organisation_id, id: id(), name: last_name, created_at };
    const pet = {
      organisation_id,
      id: id(),
      family_id: family.id,
      name: petName,
      status: "active",
      created_at,
    };
    const customer = {
      organisation_id,
      id: id(),
      number: 501 + at,
      family_id: family.id,
      contact: "primary",
      first_name,
      last_name,
      email,
      created_at,
      updated_at: created_at,
    };
    const common = { organisation_id, pass_id: pass.id, created_at };
    rows.family.push(family);
    rows.pet.push(pet);
    rows.customer.push(customer);
    rows.registration.push({
      ...common,
      id: id(),
      pet_id: pet.id,
      status: "active",
      valid_through: calendar.day(at === 3 ? -12 : 200),
    });
    rows.application.push({
      ...common,
      id: id(),
      customer_id: customer.id,
      status: at === 5 ? "pending" : "approved",
    });
  });
  await insertRows(em, "pass", [pass]);
  for (const [table, some] of Object.entries(rows)) await insertRows(em, table, some);
}
