import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const TRANSACTION_KINDS = ["purchase", "visit", "payment"] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** A dated interaction that counts for the 2-year rule (P7). */
export const Transaction = defineEntity({
  name: "Transaction",
  tableName: "transaction",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    customerId: p.uuid(),
    kind: p.enum(TRANSACTION_KINDS),
    at: p.datetime(3),
  },
});
