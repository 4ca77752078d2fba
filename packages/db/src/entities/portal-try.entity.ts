import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { PortalCode } from "./portal-code.entity.ts";

/** A browser that has asked for a code or tries it (P6). */
export const PortalTry = defineEntity({
  name: "PortalTry",
  tableName: "portal_try",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    code: () => p.manyToOne(PortalCode).ref().primary().deleteRule("cascade"),
    browserHash: p.text().primary(),
    asked: p.boolean(),
    wrong: p.integer().default(0),
    provedAt: p.datetime(3).nullable(),
  },
});
