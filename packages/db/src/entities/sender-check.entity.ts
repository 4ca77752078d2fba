import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

export const CHECK_SOURCES = ["account", "dns"] as const;
/** `account`: the provider's account was asked; `dns`: the DNS alone. */
export type CheckSource = (typeof CHECK_SOURCES)[number];

/** A sender's domain as it was last looked at (C17). */
export const SenderCheck = defineEntity({
  name: "SenderCheck",
  tableName: "sender_check",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    domain: p.text().primary(),
    checkedAt: p.datetime(3).defaultRaw("app_now()"),
    source: p.enum(CHECK_SOURCES),
    /** SPF, DKIM, DMARC, return path and owner's record: `senderPartSchema` of core. */
    parts: p.json().$type<unknown[]>(),
    /** Why the provider's account could not be asked. */
    providerMessage: p.text().nullable(),
  },
});
