import { defineEntity, p } from "@mikro-orm/core";
import { ApiKey } from "./api-key.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What was answered to a request that may come again, by its Idempotency-Key (P10). */
export const IdempotentAnswer = defineEntity({
  name: "IdempotentAnswer",
  tableName: "idempotent_answer",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    key: () => p.manyToOne(ApiKey).ref().primary().deleteRule("cascade"),
    idempotencyKey: p.text().primary(),
    requestHash: p.text(),
    answer: p.json(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
