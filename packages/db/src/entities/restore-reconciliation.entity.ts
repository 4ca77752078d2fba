import { defineEntity, p } from "@mikro-orm/core";
import { providerChannels } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What the providers have been asked since the database was put back from a backup (O4). */
export const RestoreReconciliation = defineEntity({
  name: "RestoreReconciliation",
  tableName: "restore_reconciliation",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    channel: p.enum(providerChannels).primary(),
    heldAt: p.datetime(3),
    begunAt: p.datetime(3).defaultRaw("app_now()"),
    completedAt: p.datetime(3).nullable(),
    found: p.integer().default(0),
    unplaced: p.integer().default(0),
    partial: p.boolean().default(false),
    providerMessage: p.text().nullable(),
  },
});
