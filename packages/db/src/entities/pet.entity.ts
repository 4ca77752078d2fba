import { defineEntity, p } from "@mikro-orm/core";
import { petStatuses } from "../enums.ts";
import { Family } from "./family.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Registration } from "./registration.entity.ts";

/** An animal of a family. */
export const Pet = defineEntity({
  name: "Pet",
  tableName: "pet",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    family: () => p.manyToOne(Family).ref(),
    name: p.string(),
    /** What animal it is, as the team calls it; "" = not said. */
    kind: p.text().default(""),
    status: p.enum(petStatuses).default("active"),
    registrations: () => p.oneToMany(Registration).mappedBy("pet"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
