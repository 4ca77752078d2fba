import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** When and under what the audience of a pass was last evaluated; its people are the parts. */
export const PassAudience = defineEntity({
  name: "PassAudience",
  tableName: "pass_audience",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    passId: p.uuid().primary(),
    /** What it had seen. */
    asOf: p.text().columnType("pg_snapshot"),
    evaluatedAt: p.datetime(6),
    today: p.date(),
  },
});
