import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** A household: one or more customers, one or more pets. */
export const Family = defineEntity({
  name: "Family",
  tableName: "family",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.string(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
