import { defineEntity, p } from "@mikro-orm/core";
import { noticeOutcomes } from "../enums.ts";
import { Customer } from "./customer.entity.ts";
import { Delivery } from "./delivery.entity.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Thread } from "./thread.entity.ts";

/** What becomes of a staff message for one customer who has to see it (V5): read in time, mailed, delivered as a text. */
export const MessageNotice = defineEntity({
  name: "MessageNotice",
  tableName: "message_notice",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    entry: () => p.manyToOne(Entry).ref().primary().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().primary().deleteRule("no action"),
    thread: () => p.manyToOne(Thread).ref(),
    number: p.integer(),
    dueAt: p.datetime(3),
    settledAt: p.datetime(3).nullable(),
    outcome: p.enum(noticeOutcomes).nullable(),
    delivery: () => p.manyToOne(Delivery).ref().nullable().deleteRule("no action"),
    /** The same message as a text to this customer. */
    textDelivery: () => p.manyToOne(Delivery).ref().nullable().deleteRule("no action"),
  },
});
