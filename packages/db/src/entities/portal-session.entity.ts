import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** A customer who is signed in to their own pages (P6). */
export const PortalSession = defineEntity({
  name: "PortalSession",
  tableName: "portal_session",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    customer: () => p.manyToOne(Customer).ref().deleteRule("cascade"),
    emailKey: p.text(),
    tokenHash: p.text(),
    browserHash: p.text(),
    device: p.text().default(""),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    seenAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
  },
});
