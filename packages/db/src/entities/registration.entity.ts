import { defineEntity, p } from "@mikro-orm/core";
import { registrationStatuses } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";
import { Pet } from "./pet.entity.ts";

/** Pet × pass, valid through a date of the organisation's zone. */
export const Registration = defineEntity({
  name: "Registration",
  tableName: "registration",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    pet: () => p.manyToOne(Pet).ref(),
    pass: () => p.manyToOne(Pass).ref(),
    status: p.enum(registrationStatuses),
    validThrough: p.date(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
