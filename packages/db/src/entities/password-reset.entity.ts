import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** A link that was mailed to a staff member who forgot their password (O1). */
export const PasswordReset = defineEntity({
  name: "PasswordReset",
  tableName: "password_reset",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    staffMember: () => p.manyToOne(StaffMember).ref().deleteRule("no action"),
    tokenHash: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
});
