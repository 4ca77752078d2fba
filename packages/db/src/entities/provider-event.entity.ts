import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** A raw event of the provider, kept for the organisation's retention (C12). */
export const ProviderEvent = defineEntity({
  name: "ProviderEvent",
  tableName: "provider_event",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    dedupeKey: p.string(),
    kind: p.string(),
    occurredAt: p.datetime(3),
    receivedAt: p.datetime(3).defaultRaw("app_now()"),
    providerMessageId: p.string().nullable(),
    recipientId: p.uuid().nullable(),
    payload: p.json(),
    /** A delivery of ours; never together with a recipient. */
    deliveryId: p.uuid().nullable(),
  },
});
