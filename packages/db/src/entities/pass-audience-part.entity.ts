import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** Whom one combination of reasons concerns in the audience of a pass, as ranges of customers' numbers. */
export const PassAudiencePart = defineEntity({
  name: "PassAudiencePart",
  tableName: "pass_audience_part",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    passId: p.uuid().primary(),
    /** Bits; 0 = they will receive. */
    reasons: p.integer().primary(),
    numbers: p.text().columnType("int8multirange"),
    people: p.integer(),
  },
});
