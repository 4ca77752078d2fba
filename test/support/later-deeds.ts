import { randomUUID } from "node:crypto";
import type { Caller, Deed } from "./deeds.ts";

const inHours = (hours: number) => ({ at: new Date(Date.now() + hours * 3_600_000) });

/** What people do with messages that are sent later (V15). @param open makes a thread in which somebody has written */
export function laterDeeds(open: (caller: Caller) => Promise<string>): Record<string, Deed> {
  let threadId = "";
  let messageId = "";
  const prepareThread = async (caller: Caller) => {
    threadId = await open(caller);
  };
  const schedule = async (caller: Caller) => {
    messageId = randomUUID();
    const message = { threadId, messageId, body: "Tomorrow", seenNumber: null, when: inHours(24) };
    return caller.conversation.later.schedule(message);
  };
  const prepare = async (caller: Caller) => {
    await prepareThread(caller);
    await schedule(caller);
  };
  return {
    "conversation.later.schedule": {
      ...{ prepare: prepareThread, act: schedule, action: "conversation.message_scheduled" },
    },
    "conversation.later.reschedule": {
      prepare,
      act: (caller) =>
        caller.conversation.later.reschedule({ messageId, when: inHours(48), seenNumber: null }),
      action: "conversation.scheduled_moved",
    },
    "conversation.later.sendNow": {
      prepare,
      act: (caller) => caller.conversation.later.sendNow({ messageId, seenNumber: null }),
      action: "conversation.scheduled_sent",
    },
    "conversation.later.takeBack": {
      prepare,
      act: (caller) => caller.conversation.later.takeBack({ messageId }),
      action: "conversation.scheduled_taken_back",
    },
    "conversation.later.cancel": {
      prepare,
      act: (caller) => caller.conversation.later.cancel({ messageId }),
      action: "conversation.scheduled_cancelled",
    },
    "conversation.later.restore": {
      prepare: async (caller) => {
        await prepare(caller);
        await caller.conversation.later.cancel({ messageId });
      },
      act: (caller) => caller.conversation.later.restore({ messageId }),
      action: "conversation.scheduled_restored",
    },
  };
}
