import { fetchFiles } from "@packpost/core/attachment/fetch-files";
import type { WorkerContext } from "@packpost/core/context";
import { notifyUnread } from "@packpost/core/conversation/notices/notify-unread";
import { sendAtOnce } from "@packpost/core/delivery/send-at-once";
import { placeMail } from "@packpost/core/inbound-mail/place-mail";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import type { ConversationActivities } from "@packpost/workflows/conversation/contract";
import type { InboundMailActivities } from "@packpost/workflows/inbound-mail/contract";
import type { IncomingFilesActivities } from "@packpost/workflows/incoming-files/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * A conversation's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createConversationActivities(
  contextOf: (organisationId: string) => WorkerContext,
): ConversationActivities & InboundMailActivities {
  return {
    notifyUnread: (input) =>
      withHeartbeats(() =>
        sendAtOnce(contextOf(input.organisationId), DEFAULT_TIMINGS, (ctx) => notifyUnread({ ctx, input })),
      ),
    placeMail: (input) => placeMail({ ctx: contextOf(input.organisationId), input }),
  };
}

/**
 * What comes with texts and mails, on the queue of what is slow: no notice waits for a picture.
 * @param contextOf makes the context of an organisation
 */
export function createIncomingFilesActivities(
  contextOf: (organisationId: string) => WorkerContext,
): IncomingFilesActivities {
  return {
    fetchFiles: (input) => withHeartbeats(() => fetchFiles({ ctx: contextOf(input.organisationId), input })),
  };
}
