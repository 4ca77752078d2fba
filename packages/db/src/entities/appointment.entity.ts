import { defineEntity, p } from "@mikro-orm/core";
import { Family } from "./family.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pet } from "./pet.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

export const APPOINTMENT_STATUSES = ["scheduled", "completed", "cancelled"] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** Family, pet and staff member from start to end. */
export const Appointment = defineEntity({
  name: "Appointment",
  tableName: "appointment",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    family: () => p.manyToOne(Family).ref(),
    pet: () => p.manyToOne(Pet).ref(),
    staffMember: () => p.manyToOne(StaffMember).ref(),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3),
    status: p.enum(APPOINTMENT_STATUSES).default("scheduled"),
  },
});
