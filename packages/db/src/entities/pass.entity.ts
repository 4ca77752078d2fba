import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** What a customer applies for and a pet is registered for. */
export const Pass = defineEntity({
  name: "Pass",
  tableName: "pass",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.string(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
