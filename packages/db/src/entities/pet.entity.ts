import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const PET_STATUSES = ["active", "inactive"] as const;
export type PetStatus = (typeof PET_STATUSES)[number];

/** An animal of a family. */
export const Pet = defineEntity({
  name: "Pet",
  tableName: "pet",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    familyId: p.uuid(),
    name: p.string(),
    status: p.enum(PET_STATUSES).default("active"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
