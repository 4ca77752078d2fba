import { defineEntity, p } from "@mikro-orm/core";
import { sendRequestStates, voidReasons } from "../enums.ts";
import { Campaign } from "./campaign.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** Somebody asks to send a draft to many, and another person decides (C7). */
export const SendRequest = defineEntity({
  name: "SendRequest",
  tableName: "send_request",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    campaign: () => p.manyToOne(Campaign).ref().deleteRule("cascade"),
    askedBy: () => p.manyToOne(StaffMember).ref().fieldName("asked_by"),
    askedAt: p.datetime(3).defaultRaw("app_now()"),
    version: p.integer(),
    people: p.integer(),
    numbers: p.text().columnType("int8multirange").nullable(),
    sendAt: p.datetime(3).nullable(),
    state: p.enum(sendRequestStates).default("waiting"),
    voidReason: p.enum(voidReasons).nullable(),
    decidedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("decided_by").nullable().deleteRule("no action"),
    decidedAt: p.datetime(3).nullable(),
    note: p.text().nullable(),
  },
});
