import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pet } from "./pet.entity.ts";

/** A household: one or more customers, one or more pets. */
export const Family = defineEntity({
  name: "Family",
  tableName: "family",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    name: p.string(),
    customers: () => p.oneToMany(Customer).mappedBy("family"),
    pets: () => p.oneToMany(Pet).mappedBy("family"),
    /** This one is hidden: it was found to be the same household as that one (P11). */
    /** Somebody is of it, and nobody is its primary contact. */
    leaderless: p.boolean().default(false),
    mergedInto: () => p.manyToOne(Family).ref().fieldName("merged_into").nullable().deleteRule("no action"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
