import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { PICTURE_EXTENSIONS } from "./picture.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** A picture of a conversation (V13); until its message is sent it is its uploader's alone. */
export const Attachment = defineEntity({
  name: "Attachment",
  tableName: "attachment",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    thread: () => p.manyToOne(Thread).ref(),
    entry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    place: p.integer().default(0),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    key: p.text(),
    extension: p.enum(PICTURE_EXTENSIONS),
    width: p.integer(),
    height: p.integer(),
    bytes: p.integer(),
    fileName: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
