"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useReading } from "#web/components/thread/use-reading.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { countsFor } from "./thread-items.ts";
import { useUnreadInLists } from "./use-unread-in-lists.ts";

/**
 * Says what the reader has had on the screen (V4, T2): in a tab that is visible and has the focus, without a gap; nothing after "mark
 * unread" until the thread is opened again.
 * @param me the staff member's id
 */
export function useReadMarker(thread: ThreadView, me: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const setUnread = useUnreadInLists(thread.id);
  const [markedFrom, setMarkedFrom] = useState<number | null>(null);
  // Here and not at the single `mutate`: the lists hear of it also when one has left the thread before the answer came.
  const onSuccess = () => {
    void queryClient.invalidateQueries(trpc.conversation.unread.queryFilter());
    void queryClient.invalidateQueries({ queryKey: trpc.conversation.read.queryKey() });
  };
  const markRead = useMutation(trpc.conversation.markRead.mutationOptions({ onSuccess }));
  const markUnread = useMutation(
    trpc.conversation.markUnread.mutationOptions({
      onSuccess,
      onError: (error) => {
        setMarkedFrom(null);
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({
          color: "red",
          title: "It is still read",
          message: `${message} ${nextStep ?? ""}`,
        });
      },
    }),
  );
  const reading = useReading({
    entries: thread.entries,
    counts: (entry) => countsFor(entry, me),
    unreadFrom: thread.unreadFrom,
    held: markedFrom !== null,
    onRead: (upTo, again) => {
      const next = thread.entries.find((entry) => entry.number > upTo && countsFor(entry, me));
      setUnread(next?.number ?? null);
      markRead.mutate({ threadId: thread.id, number: upTo }, { onError: again });
    },
  });
  return {
    markedFrom,
    /** An entry is on the screen. */
    see: reading.see,
    /** Everything counts as read, seen or not: somebody says so. */
    readAll: () => {
      setMarkedFrom(null);
      setUnread(null);
      markRead.mutate({ threadId: thread.id, number: thread.lastNumber });
    },
    /** Unread again from the last entry that is not one's own. */
    unread: () => {
      const from = thread.entries.findLast((entry) => countsFor(entry, me))?.number;
      if (from === undefined) return;
      reading.stop();
      setMarkedFrom(from);
      setUnread(from);
      markUnread.mutate({ threadId: thread.id, number: from });
    },
  };
}
