import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** One opening of one mail. */
export const Opening = defineEntity({
  name: "Opening",
  tableName: "opening",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>().primary(),
    /** Of a recipient or of a delivery. */
    recipientId: p.uuid().nullable(),
    deliveryId: p.uuid().nullable(),
    at: p.datetime(3),
    /** What the opening's own event said. */
    reportedBot: p.boolean(),
    /** What all events of the mail together say (C11). */
    bot: p.boolean(),
    device: p.text().nullable(),
    dedupeKey: p.text().primary(),
  },
});
