import { listOutcomes } from "@packpost/core/outcome/list-outcomes";
import { listOutcomesSchema, outcomePageSchema } from "@packpost/core/outcome/schemas";
import { createApiRouter, scoped } from "./procedures.ts";

/** What became of messages (P10). */
export const outcomeRouter = createApiRouter({
  list: scoped({
    ...{ method: "GET", path: "/outcomes", scope: "outcomes:read" },
    summary: "What became of messages since a cursor",
    description:
      "Campaigns, alerts and single messages in one stream, each with how it stands now. It begins when the first key with this scope, or the first webhook, is made. Keep the cursor and come back with it: no change is left out and none comes twice.",
  })
    .input(listOutcomesSchema)
    .output(outcomePageSchema)
    .query(({ ctx: { ctx }, input }) => listOutcomes({ ctx, input })),
});
