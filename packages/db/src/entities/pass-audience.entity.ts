import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";

/** When and under what the audience of a pass was last evaluated; its people are the parts. */
export const PassAudience = defineEntity({
  name: "PassAudience",
  tableName: "pass_audience",
  properties: {
    organisationId: ofOrganisation,
    pass: () => p.manyToOne(Pass).ref().primary().deleteRule("cascade"),
    /** What it had seen. */
    asOf: p.text().columnType("pg_snapshot"),
    evaluatedAt: p.datetime(6),
    today: p.date(),
  },
});
