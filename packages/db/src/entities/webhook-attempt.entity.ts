import { defineEntity, p } from "@mikro-orm/core";
import { webhookMessageKinds } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { WebhookEndpoint } from "./webhook-endpoint.entity.ts";

/** One try to tell an endpoint something (P10); the newest are kept. */
export const WebhookAttempt = defineEntity({
  name: "WebhookAttempt",
  tableName: "webhook_attempt",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    endpoint: () => p.manyToOne(WebhookEndpoint).ref().deleteRule("cascade"),
    at: p.datetime(3).defaultRaw("app_now()"),
    messageId: p.text(),
    kind: p.enum(webhookMessageKinds),
    outcomes: p.integer(),
    status: p.integer().nullable(),
    error: p.text().nullable(),
    durationMs: p.integer(),
  },
});
