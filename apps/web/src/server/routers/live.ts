import { PackpostError } from "@packpost/core/errors";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { toTrpcError } from "#web/server/errors.ts";
import { staffListener } from "#web/server/live/listener.ts";
import { liveTopicSchema } from "#web/server/live/topics.ts";
import { watch } from "#web/server/live/watch.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { mostTopics } from "#web/trpc/live/live-message.ts";

/** What keeps open pages up. */
export const liveRouter = createRouter({
  /** The present state of each topic, and again whenever it changes, for the tabs of one person; each topic asks for its own permission. */
  watch: permitted("account.read")
    .input(
      z.object({
        /** Who is signed in as far as the page knows: by now it may be somebody else, and a browser's tabs share a stream. */
        viewer: z.uuid(),
        topics: z.array(liveTopicSchema).min(1).max(mostTopics),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      if (input.viewer !== ctx.staff.staffMemberId)
        throw toTrpcError(new PackpostError("unauthenticated", "Somebody else is signed in by now."));
      let sequence = 0;
      const listener = staffListener(ctx.staff);
      for await (const event of watch({ ctx, topics: input.topics, signal, listener })) {
        sequence += 1;
        yield tracked(`${Date.now()}-${sequence}`, event);
      }
    }),
});
