import { defineEntity, p } from "@mikro-orm/core";
import { registrationStates } from "../enums.ts";
import { Delivery } from "./delivery.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** An organisation's number for texts, and whether it may be used (A15). */
export const Texting = defineEntity({
  name: "Texting",
  tableName: "texting",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    number: p.text().nullable(),
    secret: p.text().defaultRaw("replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"),
    registration: p.enum(registrationStates).default("unknown"),
    enabledAt: p.datetime(3).nullable(),
    /** Why texts are held, with the provider's words. */
    pausedAt: p.datetime(3).nullable(),
    providerMessage: p.text().nullable(),
    listedUntil: p.datetime(3).nullable(),
    testNumber: p.text().nullable(),
    testStartedAt: p.datetime(3).nullable(),
    testStartedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("test_started_by").nullable().deleteRule("no action"),
    testDelivery: () => p.manyToOne(Delivery).ref().nullable().deleteRule("no action"),
    testRepliedAt: p.datetime(3).nullable(),
    testStoppedAt: p.datetime(3).nullable(),
    testRestartedAt: p.datetime(3).nullable(),
    /** What its phone has answered, by the provider's ids: told again by the provider's list, it is no conversation. */
    testMessageIds: p.array().columnType("text[]").default([]),
  },
});
