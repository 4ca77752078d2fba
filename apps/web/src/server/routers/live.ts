import { tracked } from "@trpc/server";
import { z } from "zod";
import { liveTopicSchema } from "#web/server/live/topics.ts";
import { watch } from "#web/server/live/watch.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** As many as fit into an address. */
const mostTopics = 40;

/** What keeps open pages up. */
export const liveRouter = createRouter({
  /** The present state of each topic, and again whenever it changes. */
  watch: permitted("campaign.read")
    .input(z.object({ topics: z.array(liveTopicSchema).min(1).max(mostTopics) }))
    .subscription(async function* ({ ctx, input, signal }) {
      let sequence = 0;
      for await (const event of watch({ ctx, topics: input.topics, signal, staff: ctx.staff })) {
        sequence += 1;
        yield tracked(`${Date.now()}-${sequence}`, event);
      }
    }),
});
