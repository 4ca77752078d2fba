import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** The code by which whoever has a mailbox signs in to the customers' own pages (P6). */
export const PortalCode = defineEntity({
  name: "PortalCode",
  tableName: "portal_code",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    emailKey: p.text(),
    linkHash: p.text(),
    askedAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
});
