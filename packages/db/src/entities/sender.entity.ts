import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

export const STREAMS = ["bulk", "transactional", "text", "alert"] as const;
export type Stream = (typeof STREAMS)[number];

/** How fast an organisation sends on a stream, and when its next mail may go. */
export const Sender = defineEntity({
  name: "Sender",
  tableName: "sender",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    stream: p.enum(STREAMS).primary(),
    perSecond: p.integer().nullable(),
    msPerMessage: p.integer().nullable(),
    nextSlotAt: p.datetime(3).defaultRaw("app_now()"),
    failures: p.integer().default(0),
    providerMessage: p.text().nullable(),
  },
});
