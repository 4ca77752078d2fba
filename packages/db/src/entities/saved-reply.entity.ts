import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** What staff say again and again (V12). */
export const SavedReply = defineEntity({
  name: "SavedReply",
  tableName: "saved_reply",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.text(),
    body: p.text(),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
