import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const APPOINTMENT_STATUSES = ["scheduled", "completed", "cancelled"] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** Family, pet and staff member from start to end. */
export const Appointment = defineEntity({
  name: "Appointment",
  tableName: "appointment",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    familyId: p.uuid(),
    petId: p.uuid(),
    staffMemberId: p.uuid(),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3),
    status: p.enum(APPOINTMENT_STATUSES).default("scheduled"),
  },
});
