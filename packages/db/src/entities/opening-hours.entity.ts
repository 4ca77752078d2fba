import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** When an organisation is open (V16), as core/opening-hours reads it. */
export const OpeningHours = defineEntity({
  name: "OpeningHours",
  tableName: "opening_hours",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    week: p.json<unknown>(),
    closedDays: p.json<unknown>().defaultRaw("'[]'"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
