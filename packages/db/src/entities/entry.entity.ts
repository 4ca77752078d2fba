import { defineEntity, p } from "@mikro-orm/core";
import { entryKinds, entryWays, mailProofs } from "../enums.ts";
import { Conversation } from "./conversation.entity.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** What stands in a thread: a message, a note, or something that happened. */
export const Entry = defineEntity({
  name: "Entry",
  tableName: "entry",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    thread: () => p.manyToOne(Thread).ref(),
    number: p.integer(),
    revision: p.integer(),
    conversation: () => p.manyToOne(Conversation).ref().nullable().deleteRule("no action"),
    kind: p.enum(entryKinds),
    via: p.enum(entryWays),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    body: p.text(),
    /** Of a mail: all of it, where `body` is without what it quoted. */
    fullText: p.text().nullable(),
    fromAddress: p.text().nullable(),
    proof: p.enum(mailProofs).nullable(),
    /** Of a mail: it came from another address than its writer's own. */
    otherAddress: p.boolean().default(false),
    event: p.json<unknown>().nullable(),
    mentions: p.array().columnType("uuid[]").default([]),
    aboutEntry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    originThread: () => p.manyToOne(Thread).ref().nullable().deleteRule("no action"),
    providerMessageId: p.text().nullable(),
    at: p.datetime(3).defaultRaw("app_now()"),
  },
});
