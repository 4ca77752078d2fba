import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";

/** Why mail about a pass would not reach a customer, kept by triggers: written by SQL alone. */
export const Eligibility = defineEntity({
  name: "Eligibility",
  tableName: "eligibility",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    customer: () => p.manyToOne(Customer).ref().primary().deleteRule("cascade"),
    pass: () => p.manyToOne(Pass).ref().primary().deleteRule("no action"),
    /** Bits of `reasonBits` that do not depend on the date. */
    reasons: p.integer(),
    validThrough: p.date().nullable(),
    firstExpiry: p.date().nullable(),
    lastContactAt: p.datetime(3),
    emailKey: p.text().nullable(),
    mailboxShared: p.boolean(),
    /** The customer's. */
    number: p.integer(),
  },
});
