"use client";

import type { ThreadPage } from "@packpost/core/conversation/inbox/list-threads";
import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Sets my dot at a thread in every list that the page has, before the server says so too. */
export function useUnreadInLists(threadId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (unreadFrom: number | null) => {
    queryClient.setQueriesData<InfiniteData<ThreadPage>>(
      trpc.conversation.list.infiniteQueryFilter(),
      (kept) =>
        kept && {
          ...kept,
          pages: kept.pages.map((page) => ({
            ...page,
            threads: page.threads.map((line) => (line.id === threadId ? { ...line, unreadFrom } : line)),
          })),
        },
    );
  };
}
