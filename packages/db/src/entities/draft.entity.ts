import { defineEntity, p } from "@mikro-orm/core";
import { draftKinds } from "../enums.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** What one human has written in a thread and not sent (V2); empty once it was sent. */
export const Draft = defineEntity({
  name: "Draft",
  tableName: "draft",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    thread: () => p.manyToOne(Thread).ref(),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    kind: p.enum(draftKinds).default("reply"),
    body: p.text(),
    version: p.integer(),
    /** Whom it is to go to as a text: a customer's id, "stranger", "nobody"; null = nobody has chosen. */
    textTo: p.text().nullable(),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
