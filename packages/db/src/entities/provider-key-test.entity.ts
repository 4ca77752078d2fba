import { defineEntity, p } from "@mikro-orm/core";
import { keyTestOutcomes, providerChannels, providerNames } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** The newest key of a channel that somebody wants to use, until the worker has asked its provider. */
export const ProviderKeyTest = defineEntity({
  name: "ProviderKeyTest",
  tableName: "provider_key_test",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    channel: p.enum(providerChannels).primary(),
    id: p.uuid().defaultRaw("uuidv7()"),
    provider: p.enum(providerNames),
    /** Null once it is decided. */
    sealedKey: p.text().nullable(),
    askedBy: () => p.manyToOne(StaffMember).ref().fieldName("asked_by").deleteRule("no action"),
    askedAt: p.datetime(3).defaultRaw("app_now()"),
    outcome: p.enum(keyTestOutcomes).nullable(),
    providerMessage: p.text().nullable(),
    endedAt: p.datetime(3).nullable(),
  },
});
