import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import { CONVERSATION } from "../task-queues.ts";
import { type ConversationActivities, type ConversationInput, postedSignal } from "./contract.ts";

/**
 * Mails what stays unread in one thread (V5, V7): one timer at a time, to the earliest deadline. On waking the rows are read again, so
 * whoever reads in time needs no signal, and a worker that was away at the deadline mails late, once, and only what is still unread.
 * A signal says that a deadline is there that no timer waits for; one that comes while the workflow ends keeps it going (T67).
 */
export async function conversationNotifier(input: ConversationInput): Promise<void> {
  let posted = false;
  setHandler(postedSignal, () => {
    posted = true;
  });
  const { notifyUnread } = proxyActivities<ConversationActivities>({
    taskQueue: CONVERSATION,
    startToCloseTimeout: "1 minute",
    heartbeatTimeout: "30 seconds",
    retry: { initialInterval: "1 second", maximumInterval: "30 seconds" },
    priority: { fairnessKey: input.organisationId },
    summary: "Mail what is due and still unread",
  });
  for (;;) {
    posted = false;
    const next = await notifyUnread(input);
    if (next.do === "wait") {
      setCurrentDetails(next.why);
      await condition(() => posted, next.ms, { summary: next.why });
    } else if (!posted) {
      setCurrentDetails("Nobody is to be told anything any more");
      return;
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof conversationNotifier>(input);
    }
  }
}
