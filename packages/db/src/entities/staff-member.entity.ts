import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const ROLES = ["owner", "admin", "senior", "basic"] as const;
export type Role = (typeof ROLES)[number];

/** A user with a role in an organisation. */
export const StaffMember = defineEntity({
  name: "StaffMember",
  tableName: "staff_member",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    user: () => p.manyToOne(AuthUser).ref(),
    name: p.string(),
    role: p.enum(ROLES),
    endedAt: p.datetime(3).nullable(),
    /** To five minutes. */
    lastSeenAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
