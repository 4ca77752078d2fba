import { defineEntity, p } from "@mikro-orm/core";
import { providerChannels, providerNames } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** The key of an organisation's own account at a provider, sealed. No row = the installation's account. */
export const ProviderKey = defineEntity({
  name: "ProviderKey",
  tableName: "provider_key",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    channel: p.enum(providerChannels).primary(),
    provider: p.enum(providerNames),
    sealedKey: p.string(),
    /** The one before: during a rotation the provider may still sign with it. */
    previousSealedKey: p.string().nullable(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
