import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const CHANNELS = ["campaign", "notice", "text"] as const;
export type Channel = (typeof CHANNELS)[number];

export const PREFERENCE_SOURCES = ["link", "one_click", "provider", "portal", "staff", "import"] as const;
export type PreferenceSource = (typeof PREFERENCE_SOURCES)[number];

/** What a customer asked for, per channel (P6); no row = subscribed. */
export const Preference = defineEntity({
  name: "Preference",
  tableName: "preference",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    customer: () => p.manyToOne(Customer).ref().primary(),
    channel: p.enum(CHANNELS).primary(),
    subscribed: p.boolean(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
    source: p.enum(PREFERENCE_SOURCES),
    /** The mailbox at which it was said (C18); null = elsewhere, so the person's at that moment. */
    emailKey: p.text().nullable(),
  },
});
