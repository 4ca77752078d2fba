"use client";

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
  const [asked, ask] = useState<Asked | null>(null);
  const edit = async (message: ScheduledMessageView, aboveDraft: boolean) => {
    // What is typed and not saved yet counts too.
    await saveReplyNow(me.id, thread.id);
    const input = { messageId: message.id, aboveDraft };
    const said = await actions.takeBack.mutateAsync(input).catch(() => null);
    ask(said?.outcome === "draft_stands" ? { about: "draft", message } : null);
    if (said?.outcome !== "taken") return;
    trayOf(me.id, thread.id).takeOver(message.attachments, true);
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
          {...{ asked, actions }}
          gone={messages.every(({ id }) => id !== asked.message.id)}
          onPutAbove={() => void edit(asked.message, true)}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}
