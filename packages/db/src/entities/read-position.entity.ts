import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** How far one human has read a thread (V4), by the number of the entry. */
export const ReadPosition = defineEntity({
  name: "ReadPosition",
  tableName: "read_position",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    thread: () => p.manyToOne(Thread).ref(),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    number: p.integer(),
    readAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
