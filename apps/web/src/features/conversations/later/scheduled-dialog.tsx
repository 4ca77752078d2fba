"use client";

import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { Over } from "#web/components/overlay/over.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./later.module.css";
import type { useScheduledActions } from "./use-scheduled.ts";

const TimeDialog = dynamic(
  () => loadLater(() => import("./time-dialog.tsx")).then((module) => module.TimeDialog),
  { ssr: false },
);

/** What is asked about a message that is sent later: when, or what becomes of the words that stand in the field. */
export interface Asked {
  readonly about: "time" | "draft";
  readonly message: ScheduledMessageView;
}

interface ScheduledDialogProps {
  threadId: string;
  asked: Asked;
  /** It has been sent or cancelled meanwhile: nobody needs to answer any more. */
  gone: boolean;
  /** The newest entry of the thread that its asker has on the screen. */
  seenNumber: number;
  actions: ReturnType<typeof useScheduledActions>;
  onPutAbove: () => void;
  onClose: () => void;
}

/** Stands beside the messages, so that it does not vanish with the one that it is about: it stays, and says that that is gone. */
export function ScheduledDialog({
  threadId,
  asked,
  gone,
  seenNumber,
  actions,
  onPutAbove,
  onClose,
}: ScheduledDialogProps) {
  const { move, takeBack } = actions;
  const { id: messageId, hold, dueAt, text } = asked.message;
  const over =
    gone && !move.isPending && !takeBack.isPending ? "It has been sent or cancelled meanwhile." : null;
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.conversation.textRoutes.queryOptions({ threadId }),
    enabled: asked.about === "time" && text !== null,
  });
  if (asked.about === "time")
    return (
      <TimeDialog
        title="Send at another time"
        confirm="Schedule"
        over={over}
        at={hold === null ? dueAt : new Date(Date.now() + 3_600_000)}
        asText={text !== null}
        quiet={data?.routes.find(({ customerId }) => customerId === text?.customerId)?.quiet ?? null}
        pending={move.isPending}
        error={move.error}
        onClose={() => {
          move.reset();
          onClose();
        }}
        onChoose={(when) => move.mutate({ messageId, when, seenNumber }, { onSuccess: onClose })}
      />
    );
  return (
    <Dialog opened onClose={onClose} title="You are writing something here already" width={420}>
      {over !== null ? (
        <Over why={over} onClose={onClose} />
      ) : (
        <>
          <p className={classes.question}>
            The message can come into the field above what you have written, so that nothing is lost. It is
            not sent by itself then.
          </p>
          <div className={classes.end}>
            <Button variant="default" onClick={onClose}>
              Leave it scheduled
            </Button>
            <Button loading={takeBack.isPending} onClick={onPutAbove} data-autofocus>
              Put it above
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
