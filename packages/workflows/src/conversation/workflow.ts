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

const WAITING = "Until the next message is mailed, unless it is read";

/**
 * Mails what stays unread in one thread (V5, V7): one timer at a time, to the earliest deadline. On waking the rows are read again, so
 * whoever reads in time needs no signal, and a worker that was away at the deadline mails late, once, and only what is still unread.
 * A signal says that a deadline is there that no timer waits for, and when it is: nobody is asked before then. One that comes while the
 * workflow ends keeps it going (T67).
 */
export async function conversationNotifier({
  lookAt: first = 0,
  ...thread
}: ConversationInput): Promise<void> {
  let lookAt = first;
  setHandler(postedSignal, (deadline = 0) => {
    lookAt = Math.min(lookAt, deadline);
  });
  const { notifyUnread } = proxyActivities<ConversationActivities>({
    taskQueue: CONVERSATION,
    startToCloseTimeout: "1 minute",
    heartbeatTimeout: "30 seconds",
    retry: { initialInterval: "1 second", maximumInterval: "30 seconds" },
    priority: { fairnessKey: thread.organisationId },
    summary: "Mail what is due and still unread",
  });
  let why = WAITING;
  for (;;) {
    for (let ms = lookAt - Date.now(); ms > 0; ms = lookAt - Date.now()) {
      setCurrentDetails(why);
      const until = lookAt;
      await condition(() => lookAt < until, ms, { summary: why });
    }
    lookAt = Number.POSITIVE_INFINITY;
    const next = await notifyUnread(thread);
    if (next.do === "wait") {
      lookAt = Math.min(lookAt, Date.now() + next.ms);
      why = next.why;
    } else if (lookAt === Number.POSITIVE_INFINITY) {
      setCurrentDetails("Nobody is to be told anything any more");
      return;
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof conversationNotifier>({ ...thread, lookAt });
    }
  }
}
