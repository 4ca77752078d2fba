import { defineEntity, p } from "@mikro-orm/core";
import { Delivery } from "./delivery.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { ROLES, StaffMember } from "./staff-member.entity.ts";

/** Somebody is asked to join an organisation, by a link in a mail (O1). */
export const Invitation = defineEntity({
  name: "Invitation",
  tableName: "invitation",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    emailKey: p.text(),
    name: p.text().default(""),
    role: p.enum(ROLES),
    tokenHash: p.text(),
    /** Of links that newer mails replaced. */
    pastTokenHashes: p.array().columnType("text[]").default([]),
    invitedBy: () => p.manyToOne(StaffMember).ref().fieldName("invited_by").deleteRule("no action"),
    delivery: () => p.manyToOne(Delivery).ref().deleteRule("no action"),
    mails: p.integer().default(1),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    sentAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3),
    acceptedAt: p.datetime(3).nullable(),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    revokedAt: p.datetime(3).nullable(),
    revokedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("revoked_by").nullable().deleteRule("no action"),
  },
});
