import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** From the message that opened it until somebody closed it (V11); a thread has at most one that is active. */
export const Conversation = defineEntity({
  name: "Conversation",
  tableName: "conversation",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    thread: () => p.manyToOne(Thread).ref(),
    openedAt: p.datetime(3).defaultRaw("app_now()"),
    closedAt: p.datetime(3).nullable(),
    closedBy: () => p.manyToOne(StaffMember).ref().fieldName("closed_by").nullable().deleteRule("no action"),
  },
});
