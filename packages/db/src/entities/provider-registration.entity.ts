import { defineEntity, p } from "@mikro-orm/core";
import { providerChannels, registrationOutcomes } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What a provider has been told to report, and where. */
export const ProviderRegistration = defineEntity({
  name: "ProviderRegistration",
  tableName: "provider_registration",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    channel: p.enum(providerChannels).primary(),
    askedAt: p.datetime(3).defaultRaw("app_now()"),
    triedAt: p.datetime(3).nullable(),
    outcome: p.enum(registrationOutcomes).nullable(),
    providerMessage: p.text().nullable(),
    registeredAt: p.datetime(3).nullable(),
    address: p.text().nullable(),
    /** Fingerprint of the account that was told. */
    account: p.text().nullable(),
  },
});
