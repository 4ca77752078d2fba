import type { WorkerContext } from "@packpost/core/context";
import { notifyUnread } from "@packpost/core/conversation/notify-unread";
import type { ConversationActivities } from "@packpost/workflows/conversation/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * A conversation's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createConversationActivities(
  contextOf: (organisationId: string) => WorkerContext,
): ConversationActivities {
  return {
    notifyUnread: (input) =>
      withHeartbeats(() => notifyUnread({ ctx: contextOf(input.organisationId), input })),
  };
}
