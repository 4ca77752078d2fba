import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const TRANSACTION_KINDS = ["purchase", "visit", "payment"] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** A dated interaction that counts for the 2-year rule (P7). */
export const Transaction = defineEntity({
  name: "Transaction",
  tableName: "transaction",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    customer: () => p.manyToOne(Customer).ref(),
    kind: p.enum(TRANSACTION_KINDS),
    at: p.datetime(3),
  },
});
