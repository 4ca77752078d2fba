import { defineEntity, p } from "@mikro-orm/core";
import { inboundMailStates, unplacedReasons } from "../enums.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** A mail that came in (V9), written before the provider is told that it was taken, and what became of it. */
export const InboundMail = defineEntity({
  name: "InboundMail",
  tableName: "inbound_mail",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    providerMessageId: p.text(),
    mail: p.json(),
    receivedAt: p.datetime(3).defaultRaw("app_now()"),
    state: p.enum(inboundMailStates).default("waiting"),
    reason: p.enum(unplacedReasons).nullable(),
    entry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    settledAt: p.datetime(3).nullable(),
    settledBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("settled_by").nullable().deleteRule("no action"),
  },
});
