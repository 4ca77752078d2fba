import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { Family } from "./family.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** Where a family and the staff write to each other (V1); a stranger's number or mailbox has one of its own until it is joined. */
export const Thread = defineEntity({
  name: "Thread",
  tableName: "thread",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    family: () => p.manyToOne(Family).ref().nullable().deleteRule("no action"),
    stranger: p.text().nullable(),
    joinedInto: () => p.manyToOne(Thread).ref().fieldName("joined_into").nullable().deleteRule("no action"),
    /** Whose number a stranger's turned out to be. */
    joinedAs: () => p.manyToOne(Customer).ref().fieldName("joined_as").nullable().deleteRule("no action"),
    /** The newest entry's number, and how often anything of the thread has changed: both move under the row's lock. */
    lastNumber: p.integer().default(0),
    revision: p.integer().default(0),
    active: p.boolean().default(false),
    lastMessageAt: p.datetime(3).nullable(),
    lastMessageNumber: p.integer().nullable(),
    waitingSince: p.datetime(3).nullable(),
    assignedTo: () =>
      p.manyToOne(StaffMember).ref().fieldName("assigned_to").nullable().deleteRule("no action"),
    /** Kept by the database: when its line of the list last changed. */
    listChange: p.bigint("string").defaultRaw("0"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
