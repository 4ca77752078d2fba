import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** Why mail about a pass would not reach a customer, kept by triggers: written by SQL alone. */
export const Eligibility = defineEntity({
  name: "Eligibility",
  tableName: "eligibility",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>().primary(),
    customerId: p.uuid().primary(),
    passId: p.uuid().primary(),
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
