"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import type { Me } from "../me.ts";
import { ScheduledBubble } from "./scheduled-bubble.tsx";
import { useScheduled, useScheduledActions } from "./use-scheduled.ts";

const CANCELLED = "scheduled-cancelled";
const undoMs = 15_000;

/** What is sent later, and what waits for a person, at the end of its thread (V15). */
export function ScheduledList({ thread, me }: { thread: ThreadView; me: Me }) {
  const messages = useScheduled(thread);
  const actions = useScheduledActions((messageId) =>
    notifications.show({
      id: CANCELLED,
      autoClose: undoMs,
      message: (
        <>
          It will not be sent.{" "}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(CANCELLED);
              actions.restore.mutate({ messageId });
            }}
          >
            Undo
          </Button>
        </>
      ),
    }),
  );
  return messages.map((message) => (
    <ScheduledBubble key={message.id} {...{ message, thread, me, actions }} />
  ));
}
