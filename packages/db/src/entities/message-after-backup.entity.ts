import { defineEntity, p } from "@mikro-orm/core";
import { providerChannels } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** A message that the provider has and of which nothing here is known to be its, since the database was put back from a backup (O4). */
export const MessageAfterBackup = defineEntity({
  name: "MessageAfterBackup",
  tableName: "message_after_backup",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    providerMessageId: p.text().primary(),
    channel: p.enum(providerChannels),
    sentAt: p.datetime(3),
    attemptId: p.uuid().nullable(),
    recipientId: p.uuid().nullable(),
    broadcastId: p.uuid().nullable(),
    purpose: p.text().nullable(),
    address: p.text(),
    words: p.text().nullable(),
    foundAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
