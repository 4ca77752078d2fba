"use client";

import { MOST_ATTACHMENTS } from "@packpost/core/conversation/composing/most-attachments";
import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { saveReplyNow } from "../composer/open-draft.ts";
import { trayOf } from "../composer/reply-pictures.ts";
import type { Me } from "../me.ts";
import { ScheduledBubble } from "./scheduled-bubble.tsx";
import { type Asked, ScheduledDialog } from "./scheduled-dialog.tsx";
import { compositionOf } from "./use-composition.ts";
import { useScheduled, useScheduledActions } from "./use-scheduled.ts";

function tooManyPictures(together: number): void {
  notifications.show({
    ...{ color: "red", title: "It is still scheduled" },
    message: `Both together have ${together} pictures; a message takes ${MOST_ATTACHMENTS}. Send what you are writing first, or take pictures out of it.`,
  });
}

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
  const [asked, ask] = useState<Asked | null>(null);
  const edit = async (message: ScheduledMessageView, aboveDraft: boolean) => {
    const tray = trayOf(me.id, thread.id);
    const { attachments } = message;
    // Pictures that are on their way yet count too; of those that are there the server knows.
    const together = tray.read().pictures.length + attachments.length;
    if (attachments.length > 0 && together > MOST_ATTACHMENTS) return tooManyPictures(together);
    // What is typed and not saved yet counts too.
    await saveReplyNow(me.id, thread.id);
    const input = { messageId: message.id, aboveDraft };
    const said = await actions.takeBack.mutateAsync(input).catch(() => null);
    ask(said?.outcome === "draft_stands" ? { about: "draft", message } : null);
    if (said?.outcome !== "taken") return;
    const { text, appointmentId } = said;
    const before = { text, dueAt: said.dueAt.toISOString(), appointmentId };
    compositionOf(me.id, thread.id).write({ tried: null, before });
    tray.takeOver(attachments, true);
    document.querySelector<HTMLElement>("[data-composer-field]")?.focus();
  };
  return (
    <>
      {messages.map((message) => (
        <ScheduledBubble
          key={message.id}
          {...{ message, thread, me, actions }}
          onEdit={() => void edit(message, false)}
          onTime={() => ask({ about: "time", message })}
        />
      ))}
      {asked !== null && (
        <ScheduledDialog
          {...{ asked, actions, threadId: thread.id }}
          seenNumber={thread.lastNumber}
          gone={messages.every(({ id }) => id !== asked.message.id)}
          onPutAbove={() => void edit(asked.message, true)}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}
