import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** The secret of an organisation's webhook path, as hashes. */
export const WebhookSecret = defineEntity({
  name: "WebhookSecret",
  tableName: "webhook_secret",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    currentHash: p.string(),
    /** Valid too until it is ended: the provider may not have been told the new one yet. */
    previousHash: p.string().nullable(),
    /** The current one, sealed, so that the provider can be told it again; null where it is not kept. */
    sealedPassword: p.text().nullable(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
