import { defineSignal } from "@temporalio/workflow";

/** The thread, and when to look at it first: its rows say everything else. */
export interface ConversationInput {
  readonly organisationId: string;
  readonly threadId: string;
  /** The deadline for which it is started, in milliseconds since 1970; left out = looks at once. */
  readonly lookAt?: number;
}

/** What the thread's rows say after a look. */
export type NoticeStep =
  /** Nobody is to be told anything any more. */
  | { readonly do: "end" }
  /** The earliest deadline is so many milliseconds away. */
  | { readonly do: "wait"; readonly ms: number; readonly why: string };

export interface ConversationActivities {
  /** Mails what is due and still unread (V5, V7), and says when to look again. */
  notifyUnread(input: ConversationInput): Promise<NoticeStep>;
}

/** There is a deadline, or an earlier one than before: when, if that is known, else now. Says nothing else: the rows do. */
export const postedSignal = defineSignal<[lookAt?: number]>("posted");

/** The one notifier of a thread. */
export function notifierWorkflowId(threadId: string): string {
  return `conversation/${threadId}/notify`;
}
