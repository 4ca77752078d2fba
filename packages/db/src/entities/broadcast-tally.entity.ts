import { defineEntity, p } from "@mikro-orm/core";
import { Broadcast } from "./broadcast.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/**
 * Totals of a broadcast as appended deltas, written by triggers. The table has no key: rows are only ever summed, by SQL. What is
 * called primary here is what an entity must have, and identifies nothing.
 */
export const BroadcastTally = defineEntity({
  name: "BroadcastTally",
  tableName: "broadcast_tally",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    broadcast: () => p.manyToOne(Broadcast).ref().primary(),
    /** A status, or a fact with the prefix `fact:`. */
    measure: p.text().primary(),
    n: p.integer(),
  },
});
