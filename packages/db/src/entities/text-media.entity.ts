import { defineEntity, p } from "@mikro-orm/core";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** A picture that came with a text, as the provider names it. */
export const TextMedia = defineEntity({
  name: "TextMedia",
  tableName: "text_media",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    entry: () => p.manyToOne(Entry).ref().primary().deleteRule("no action"),
    place: p.integer().primary(),
    url: p.text(),
    contentType: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
