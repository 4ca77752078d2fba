import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** What the chart counts. */
const CHART_KINDS = ["delivered", "opened", "clicked"] as const;

/**
 * A broadcast's chart as appended deltas by step, written by triggers. As in BroadcastTally there is no key: rows are only ever
 * summed, by SQL, and what is called primary here identifies nothing.
 */
export const BroadcastChart = defineEntity({
  name: "BroadcastChart",
  tableName: "broadcast_chart",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>().primary(),
    broadcastId: p.uuid().primary(),
    kind: p.enum(CHART_KINDS).primary(),
    /** Since sending began; the end of the step. */
    minute: p.integer().primary(),
    n: p.integer(),
  },
});
