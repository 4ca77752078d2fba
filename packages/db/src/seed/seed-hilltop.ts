import { Application } from "../entities/application.entity.ts";
import { Customer } from "../entities/customer.entity.ts";
import { Family } from "../entities/family.entity.ts";
import { Organisation } from "../entities/organisation.entity.ts";
import { Pass } from "../entities/pass.entity.ts";
import { Pet } from "../entities/pet.entity.ts";
import { Registration } from "../entities/registration.entity.ts";
import type { OrganisationId } from "../organisation-id.ts";
import type { EntityManager } from "../orm.ts";
import { createCalendar } from "./calendar.ts";
import { createStaff, type NewStaffMember } from "./create-staff.ts";
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

/**
 * Hilltop Clinic: a second, small tenant, so that tenancy can be seen. It knows a Maria Okafor of its own.
 * Written when the unit of work is flushed.
 */
export function seedHilltop(
  em: EntityManager,
  options: {
    readonly organisationId: OrganisationId;
    /** Addresses its customers' pages. */
    readonly slug: string;
    readonly staff: readonly NewStaffMember[];
    readonly passwordHash: string;
    readonly now: Date;
  },
): void {
  const { organisationId } = options;
  const random = createRandom(8);
  const calendar = createCalendar(options.now, "Europe/Oslo");
  const createdAt = calendar.at(-300, "10:00");
  em.create(Organisation, {
    id: organisationId,
    name: "Hilltop Clinic",
    slug: options.slug,
    zone: "Europe/Oslo",
    postalAddress: "Hilltop Clinic\nBakkeveien 3\n0567 Oslo",
    supportEmail: "post@hilltop.example",
    inboundAddress: "reply.hilltop.example",
    senderName: "Hilltop Clinic",
    senderEmail: "post@hilltop.example",
    brandColor: "#2F4B7C",
    createdAt,
  });
  createStaff(em, organisationId, options.staff, options.passwordHash);
  /** What every row here has. */
  const row = () => ({ organisationId, id: idFrom(createdAt, random), createdAt });
  const pass = em.create(Pass, { ...row(), name: "Yearly check-up plan" });
  people.forEach(([firstName, lastName, email, petName], at) => {
    const family = em.create(Family, { ...row(), name: lastName });
    const pet = em.create(Pet, { ...row(), family, name: petName });
    const number = 501 + at;
    const customer = em.create(Customer, {
      ...{ ...row(), number, family, firstName, lastName, email, updatedAt: createdAt },
    });
    const validThrough = calendar.day(at === 3 ? -12 : 200);
    em.create(Registration, { ...row(), pet, pass, status: "active", validThrough });
    em.create(Application, { ...row(), customer, pass, status: at === 5 ? "pending" : "approved" });
  });
}
