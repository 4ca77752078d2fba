"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { pressOnce } from "#web/components/form/press-once.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./entry.module.css";

/** Sends a text again that has failed, or of which nobody knows (V8, T33): a person decides. */
export function RetryText({ deliveryId }: { deliveryId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.conversation.retryText.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.conversation.read.pathFilter()),
    }),
  );
  if (retry.error !== null) return <> · {shownErrorOf(retry.error).message}</>;
  return (
    <>
      {" · "}
      <button
        type="button"
        className={classes.inlineButton}
        disabled={retry.isPending}
        onClick={pressOnce(() => retry.mutate({ deliveryId }))}
        data-touch
      >
        Send the text again
      </button>
    </>
  );
}
