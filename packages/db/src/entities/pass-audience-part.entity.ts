import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";

/** Whom one combination of reasons concerns in the audience of a pass, as ranges of customers' numbers. */
export const PassAudiencePart = defineEntity({
  name: "PassAudiencePart",
  tableName: "pass_audience_part",
  properties: {
    organisationId: ofOrganisation,
    pass: () => p.manyToOne(Pass).ref().primary().deleteRule("cascade"),
    /** Bits; 0 = they will receive. */
    reasons: p.integer().primary(),
    numbers: p.text().columnType("int8multirange"),
    people: p.integer(),
  },
});
