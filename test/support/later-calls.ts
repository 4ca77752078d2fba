import type { Permission } from "@packpost/core/access/permissions";

interface Target {
  readonly threadId: string;
  readonly messageId: string;
}

const tomorrow = () => ({ at: new Date(Date.now() + 86_400_000) });
const anyId = () => crypto.randomUUID();

/** What takes each procedure of messages that are sent later (V15), and what it is called with. */
export const laterCalls: Record<
  string,
  { for: Permission; input: (target: Target) => unknown; answersWithNothing?: true }
> = {
  "conversation.later.choices": {
    ...{ for: "conversation.own_schedule", input: ({ threadId }) => ({ threadId }) },
  },
  "conversation.later.list": { for: "conversation.own_schedule", input: ({ threadId }) => ({ threadId }) },
  "conversation.later.held": { for: "conversation.all", input: () => undefined, answersWithNothing: true },
  "conversation.later.schedule": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({
      ...{ threadId, messageId: anyId(), body: "Tomorrow", seenNumber: null, when: tomorrow() },
    }),
  },
  "conversation.later.reschedule": {
    for: "conversation.own_schedule",
    input: ({ messageId }) => ({ messageId, when: tomorrow(), seenNumber: null }),
  },
  "conversation.later.takeBack": {
    ...{ for: "conversation.own_schedule", input: ({ messageId }) => ({ messageId, aboveDraft: false }) },
  },
  "conversation.later.cancel": {
    for: "conversation.own_schedule",
    input: ({ messageId }) => ({ messageId }),
  },
  "conversation.later.restore": {
    for: "conversation.own_schedule",
    input: ({ messageId }) => ({ messageId }),
  },
  "conversation.later.sendNow": {
    for: "conversation.own_schedule",
    input: ({ messageId }) => ({ messageId, seenNumber: null }),
  },
};
