import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Thread } from "./thread.entity.ts";

/** The address at which one human answers in one thread, as the hash of its token (V9). */
export const ReplyAddress = defineEntity({
  name: "ReplyAddress",
  tableName: "reply_address",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    tokenHash: p.text().primary(),
    thread: () => p.manyToOne(Thread).ref(),
    customer: () => p.manyToOne(Customer).ref(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
