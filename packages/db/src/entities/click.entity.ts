import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** One click on one link. */
export const Click = defineEntity({
  name: "Click",
  tableName: "click",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    broadcastId: p.uuid().nullable(),
    /** Of a recipient or of a delivery. */
    recipientId: p.uuid().nullable(),
    deliveryId: p.uuid().nullable(),
    url: p.text(),
    at: p.datetime(3),
    /** What the click's own event said. */
    reportedBot: p.boolean().default(false),
    /** What all events of the mail together say (C11). */
    bot: p.boolean(),
    device: p.string().nullable(),
    dedupeKey: p.string(),
  },
});
