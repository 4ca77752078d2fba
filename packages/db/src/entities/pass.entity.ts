import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** What a customer applies for and a pet is registered for. */
export const Pass = defineEntity({
  name: "Pass",
  tableName: "pass",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.string(),
    /** Since when it is not given out any more. */
    retiredAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
