import { defineEntity, p } from "@mikro-orm/core";
import type { ProviderChannel, ProviderName } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** The key of an organisation's own account at a provider, sealed. No row = the installation's account. */
export const ProviderKey = defineEntity({
  name: "ProviderKey",
  tableName: "provider_key",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    channel: p.string().$type<ProviderChannel>().primary(),
    provider: p.string().$type<ProviderName>(),
    sealedKey: p.string(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
