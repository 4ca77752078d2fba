import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** A raw event of the provider, kept for the organisation's retention (C12). */
export const ProviderEvent = defineEntity({
  name: "ProviderEvent",
  tableName: "provider_event",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>().primary(),
    dedupeKey: p.string().primary(),
    kind: p.string(),
    occurredAt: p.datetime(3),
    receivedAt: p.datetime(3).defaultRaw("app_now()"),
    providerMessageId: p.string().nullable(),
    recipientId: p.uuid().nullable(),
    payload: p.json().columnType("json"),
    /** A delivery of ours; never together with a recipient. */
    deliveryId: p.uuid().nullable(),
  },
});
