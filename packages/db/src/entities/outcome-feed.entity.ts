import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** Since when somebody reads an organisation's outcomes (P10); nothing is written down before. */
export const OutcomeFeed = defineEntity({
  name: "OutcomeFeed",
  tableName: "outcome_feed",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    beganAt: p.datetime(3).defaultRaw("app_now()"),
    /** Changes up to this transaction are not kept any more. */
    forgottenTransactionId: p.bigint().defaultRaw("0"),
  },
});
