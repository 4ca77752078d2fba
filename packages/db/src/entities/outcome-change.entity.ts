import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** What a statement changed of outcomes, for whoever reads them on (P10); written by triggers, read by SQL. */
export const OutcomeChange = defineEntity({
  name: "OutcomeChange",
  tableName: "outcome_change",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** Of the transaction that changed it. */
    transactionId: p.bigint().defaultRaw("pg_current_xact_id()::text::bigint"),
    at: p.datetime(3).defaultRaw("app_now()"),
    recipientIds: p.array().columnType("uuid[]").nullable(),
    deliveryIds: p.array().columnType("uuid[]").nullable(),
  },
});
