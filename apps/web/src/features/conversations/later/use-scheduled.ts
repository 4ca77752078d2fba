"use client";

import type { ScheduledMessageView } from "@packpost/core/conversation/later/list-scheduled";
import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** What is to be sent in a thread later, kept up with it: its revision says that something changed. */
export function useScheduled(thread: ThreadView): readonly ScheduledMessageView[] {
  const trpc = useTRPC();
  const { data, refetch } = useQuery({
    ...trpc.conversation.later.list.queryOptions({ threadId: thread.id }),
    refetchOnMount: "always",
  });
  const known = useRef(thread.revision);
  useEffect(() => {
    if (known.current === thread.revision) return;
    known.current = thread.revision;
    void refetch();
  }, [thread.revision, refetch]);
  // Posted meanwhile: the thread shows it already.
  const shown = new Set(thread.entries.map(({ id }) => id));
  return (data ?? []).filter(({ id }) => !shown.has(id));
}

/** What people do with a scheduled message, each told where it did not work. */
export function useScheduledActions(onUndo: (messageId: string) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.conversation.pathFilter());
  const onError = (title: string) => (error: unknown) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", title, message: `${message} ${nextStep ?? ""}` });
  };
  const { later } = trpc.conversation;
  const settled = (state: "posted" | "cancelled") =>
    notifications.show({
      color: "marigold",
      message: state === "posted" ? "It has been sent meanwhile." : "A colleague has cancelled it meanwhile.",
    });
  const options = { onSettled: () => void refresh() };
  const send = useMutation(
    later.sendNow.mutationOptions({
      ...options,
      onError: onError("It was not sent"),
      onSuccess: (said) => said.outcome === "settled" && settled(said.state),
    }),
  );
  const cancel = useMutation(
    later.cancel.mutationOptions({
      ...options,
      onError: onError("It is still scheduled"),
      onSuccess: (said, { messageId }) =>
        said.outcome === "settled" ? settled(said.state) : onUndo(messageId),
    }),
  );
  const restore = useMutation(
    later.restore.mutationOptions({ ...options, onError: onError("It could not be had back") }),
  );
  const takeBack = useMutation(
    later.takeBack.mutationOptions({
      ...options,
      onError: onError("It is still scheduled"),
      onSuccess: (said) => said.outcome === "settled" && settled(said.state),
    }),
  );
  const move = useMutation(later.reschedule.mutationOptions(options));
  return { send, cancel, restore, takeBack, move };
}
