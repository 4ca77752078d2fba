import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** A thread in which a staff member has not read everything (V4), and from which entry on. */
export const Unread = defineEntity({
  name: "Unread",
  tableName: "unread",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    staffMember: () => p.manyToOne(StaffMember).ref().primary().deleteRule("no action"),
    thread: () => p.manyToOne(Thread).ref().primary().deleteRule("no action"),
    fromNumber: p.integer(),
    /** Kept by the database. */
    lastMessageAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
