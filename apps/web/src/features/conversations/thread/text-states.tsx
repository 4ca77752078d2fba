"use client";

import type { EntryText } from "@packpost/core/conversation/read-entries";
import { IconAlertCircle, IconChecks } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatText } from "./format-event.ts";
import classes from "./thread.module.css";

/** What became of a message's texts, with the carrier's reason and a way to try again (V8). */
export function TextStates({ texts }: { texts: readonly EntryText[] }) {
  if (texts.length === 0) return null;
  return (
    <div className={classes.under}>
      {texts.map((text) => (
        <TextState key={text.deliveryId} text={text} />
      ))}
    </div>
  );
}

function TextState({ text }: { text: EntryText }) {
  const trpc = useTRPC();
  const retry = useMutation(
    trpc.conversation.retryText.mutationOptions({
      onError: (error) => {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({
          color: "red",
          title: "It was not sent again",
          message: `${message} ${nextStep ?? ""}`,
        });
      },
    }),
  );
  const { words, failed, again } = formatText(text);
  const Icon = failed ? IconAlertCircle : IconChecks;
  const pressed = retry.isPending || retry.isSuccess;
  return (
    <span data-tone={failed ? "failed" : "quiet"}>
      <Icon size={14} stroke={1.8} aria-hidden /> {words}
      {again && (
        <>
          {" · "}
          <button
            type="button"
            className={classes.inlineButton}
            aria-disabled={pressed || undefined}
            onClick={() => !pressed && retry.mutate({ deliveryId: text.deliveryId })}
            data-touch
          >
            Retry
          </button>
        </>
      )}
    </span>
  );
}
