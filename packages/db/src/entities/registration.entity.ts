import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const REGISTRATION_STATUSES = ["active", "inactive"] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** Pet × pass, valid through a date of the organisation's zone. */
export const Registration = defineEntity({
  name: "Registration",
  tableName: "registration",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    petId: p.uuid(),
    passId: p.uuid(),
    status: p.enum(REGISTRATION_STATUSES),
    validThrough: p.date(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
