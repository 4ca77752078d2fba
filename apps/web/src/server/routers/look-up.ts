import { lookUp, lookUpSchema } from "@packpost/core/look-up/look-up";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** The palette's look-up over whatever the actor may see (V12). */
export const lookUpRouter = createRouter({
  find: permitted("conversation.own_schedule")
    .input(lookUpSchema)
    .query(({ ctx, input }) => lookUp({ ctx, input })),
});
