import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** Who has had enough campaigns lately, as ranges of customers' numbers. */
export const EnoughKept = defineEntity({
  name: "EnoughKept",
  tableName: "enough_kept",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    basis: p.text(),
    numbers: p.text().columnType("int8multirange"),
  },
});
