import { defineEntity, p } from "@mikro-orm/core";
import { webhookDisabledReasons } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** Where outcomes are reported to (P10), and how far it has been told. */
export const WebhookEndpoint = defineEntity({
  name: "WebhookEndpoint",
  tableName: "webhook_endpoint",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    url: p.text(),
    name: p.text(),
    secretSalt: p.text(),
    previousSecretSalt: p.text().nullable(),
    secretChangedAt: p.datetime(3).defaultRaw("app_now()"),
    createdBy: () => p.manyToOne(StaffMember).ref().fieldName("created_by").deleteRule("no action"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    disabledAt: p.datetime(3).nullable(),
    disabledWhy: p.enum(webhookDisabledReasons).nullable(),
    transactionId: p.bigint(),
    changeId: p.uuid().defaultRaw("'00000000-0000-0000-0000-000000000000'"),
    changesRead: p.integer().default(0),
    /** Changes in the message that is being tried. */
    pendingChanges: p.integer().nullable(),
    failures: p.integer().default(0),
    failingSince: p.datetime(3).nullable(),
    nextTryAt: p.datetime(3).nullable(),
    testAskedAt: p.datetime(3).nullable(),
  },
});
