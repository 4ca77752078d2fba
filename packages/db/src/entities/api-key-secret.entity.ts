import { defineEntity, p } from "@mikro-orm/core";
import { ApiKey } from "./api-key.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What opens an API key: kept as a hash, two of them while one takes over from the other. */
export const ApiKeySecret = defineEntity({
  name: "ApiKeySecret",
  tableName: "api_key_secret",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    /** Of the key as it was shown; no secret. */
    publicPart: p.text().primary(),
    key: () => p.manyToOne(ApiKey).ref().deleteRule("cascade"),
    hash: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3).nullable(),
    /** To the minute. */
    lastUsedAt: p.datetime(3).nullable(),
  },
});
