import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** What the last comparison of suppressions with the provider's found and did (C14). */
export const SuppressionSync = defineEntity({
  name: "SuppressionSync",
  tableName: "suppression_sync",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    at: p.datetime(3).defaultRaw("app_now()"),
    /** Addresses that the provider will not write to. */
    providerCount: p.integer(),
    /** Of those, newly taken over here. */
    taken: p.integer(),
    /** Ours that the provider was told. */
    given: p.integer(),
    /** Lifted here, now also there. */
    lifted: p.integer(),
    /** Lifted here, but the provider does not allow it: they stand again. */
    refused: p.integer(),
    /** Bounces and complaints that stand here and not there. */
    onlyHere: p.integer(),
    /** Why the last try ended early. */
    providerMessage: p.text().nullable(),
  },
});
