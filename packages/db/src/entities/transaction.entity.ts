import { defineEntity, p } from "@mikro-orm/core";
import { transactionKinds } from "../enums.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

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
    kind: p.enum(transactionKinds),
    at: p.datetime(3),
    /** What it was: "10-visit card"; "" = not said. */
    what: p.text().default(""),
    /** It was wrong, and counts no more. */
    takenOutAt: p.datetime(3).nullable(),
  },
});
