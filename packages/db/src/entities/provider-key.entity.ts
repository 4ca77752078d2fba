import { defineEntity, p } from "@mikro-orm/core";
import { providerChannels, providerNames } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

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
    /** Its last characters, to be recognised by. */
    hint: p.text().nullable(),
    savedBy: () => p.manyToOne(StaffMember).ref().fieldName("saved_by").nullable().deleteRule("no action"),
    /** Hash of the provider's id of the account: one account serves one organisation. */
    account: p.text().nullable(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
