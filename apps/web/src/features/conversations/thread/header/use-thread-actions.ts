"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Closing a conversation and giving it to somebody (V11, V12), each told where it did not work. */
export function useThreadActions({ id: threadId, lastNumber }: Pick<ThreadView, "id" | "lastNumber">) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.conversation.read.queryKey() });
    void queryClient.invalidateQueries(trpc.conversation.list.infiniteQueryFilter());
  };
  const onError = (title: string) => (error: unknown) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", title, message: `${message} ${nextStep ?? ""}` });
  };
  const close = useMutation(
    trpc.conversation.close.mutationOptions({
      onError: onError("It is still open"),
      onSuccess: ({ outcome }) => {
        if (outcome === "new_message")
          notifications.show({
            color: "marigold",
            title: "It stays open",
            message: "Somebody has written since you looked. Read it, then close.",
          });
        if (outcome === "closed")
          notifications.show({ id: "closed", message: "Closed. The next message opens it again." });
        refresh();
      },
    }),
  );
  const assign = useMutation(
    trpc.conversation.assign.mutationOptions({ onError: onError("Nobody was assigned"), onSuccess: refresh }),
  );
  return {
    close: () => {
      if (!close.isPending) close.mutate({ threadId, entryId: crypto.randomUUID(), seenNumber: lastNumber });
    },
    assign: (staffMemberId: string | null) =>
      assign.mutate({ threadId, entryId: crypto.randomUUID(), staffMemberId }),
  };
}
