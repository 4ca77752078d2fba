import { PackpostError } from "@packpost/core/errors";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { toTrpcError } from "#web/server/errors.ts";
import { liveTopicSchema } from "#web/server/live/topics.ts";
import { type LiveEvent, watch } from "#web/server/live/watch.ts";
import { portalListener } from "./portal-listener.ts";
import { createPortalRouter, customerPermitted } from "./portal-procedures.ts";

/** A browser's tabs follow one family's thread, and who is writing in it. */
const mostTopics = 4;

/** What keeps a customer's open pages up. */
export const portalLiveRouter = createPortalRouter({
  /** The present state of each topic, and again whenever it changes: of their family's thread, and of nothing else. */
  watch: customerPermitted("conversation.own_family")
    .input(
      z.object({
        /** Who is signed in as far as the page knows. */
        viewer: z.uuid(),
        topics: z.array(liveTopicSchema).min(1).max(mostTopics),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      if (input.viewer !== ctx.session.customerId)
        throw toTrpcError(new PackpostError("unauthenticated", "Somebody else is signed in by now."));
      const listener = portalListener(ctx.organisationId, ctx.session);
      let sequence = 0;
      for await (const event of watch({ ctx, topics: input.topics, signal, listener })) {
        sequence += 1;
        yield tracked(`${Date.now()}-${sequence}`, withoutWords(event));
      }
    }),
});

/** The words of verbs are the team's: the page has its own, by the code. */
function withoutWords(event: LiveEvent): LiveEvent {
  return event.error === undefined
    ? event
    : { topic: event.topic, error: { code: event.error.code, message: "" } };
}
