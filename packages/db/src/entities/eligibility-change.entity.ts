import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** Whose eligibility a transaction has changed, written by triggers: what a review of an audience has not seen. */
export const EligibilityChange = defineEntity({
  name: "EligibilityChange",
  tableName: "eligibility_change",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    xid: p.text().columnType("xid8").defaultRaw("pg_current_xact_id()"),
    /** Null = too many to name. */
    customerIds: p.array().columnType("uuid[]").nullable(),
    /** Shared mailboxes that they have left. */
    emailKeys: p.array().columnType("text[]").defaultRaw("'{}'"),
  },
});
