"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ShownError } from "#web/components/page/shown-error.ts";
import { addOlder, mergeThread } from "#web/components/thread/merge-thread.ts";
import { useOneAtATime } from "#web/components/thread/use-one-at-a-time.ts";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import { threadInputOf } from "./thread-input.ts";

/** As many entries as one answer brings at most: where more have changed the thread is read anew. */
const mostOfAnswer = 1_000;
/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;
/** As many entries as the server gives at once, for somebody who goes far back. */
const longPage = 200;

const notOpen: ShownError = {
  message: "This conversation is not open to you.",
  nextStep: "Basic staff see the families they visit today; ask a senior colleague if it is urgent.",
};
const accessEnded: ShownError = {
  message: "This conversation is not open to you any more.",
  effect:
    "The visit for which you could open it was moved or cancelled, or its day is over. Nothing more is sent from here; what you wrote is kept below.",
  nextStep: "Ask a senior colleague to send it if it is urgent.",
};

/**
 * How a thread is read: first its newest page, from then on, whatever asks for it, only what has changed since (T8). So reading anew
 * after a lost connection, sleep or a live hint is always the same cheap question, and nothing is forgotten that was loaded.
 */
export function useThreadOptions() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return (threadId: string) => {
    const input = threadInputOf(threadId);
    const queryKey = trpc.conversation.read.queryKey(input);
    const keptView = () => queryClient.getQueryData(queryKey);
    return {
      ...trpc.conversation.read.queryOptions(input),
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<ThreadView> => {
        const kept = keptView();
        if (kept === undefined) return client.conversation.read.query(input, { signal });
        const changed = await client.conversation.read.query(
          { ...input, sinceRevision: kept.revision },
          { signal },
        );
        if (changed.someLeft || changed.entries.length >= mostOfAnswer)
          return client.conversation.read.query(input, { signal });
        // Older entries may have come meanwhile.
        return mergeThread(keptView() ?? kept, changed);
      },
      // Asked for anew whenever somebody comes back to it: only what is new travels.
      staleTime: 5_000,
    };
  };
}

/** A thread as the page knows it, kept up while it is open, and its older entries on demand. */
export function useThread(threadId: string) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const options = useThreadOptions()(threadId);
  const [asksItself, setAsksItself] = useState(false);
  const [gone, setGone] = useState<ShownError | null>(null);
  const wasOpen = useRef(false);
  const query = useQuery({
    ...options,
    enabled: gone === null,
    refetchOnWindowFocus: "always",
    refetchInterval: asksItself && askAgainMs,
  });
  const refresh = useOneAtATime(() => queryClient.refetchQueries({ queryKey: options.queryKey }));
  useLive(
    { kind: "thread", id: query.data?.id ?? threadId },
    {
      enabled: gone === null,
      onValue: ({ revision }) => {
        if ((queryClient.getQueryData<ThreadView>(options.queryKey)?.revision ?? revision) < revision)
          refresh();
      },
      onTooMany: setAsksItself,
      // Access can end while the page is open (V6): then it shows nothing of it any more.
      onGone: () => {
        // Said more than once, by the stream and by what is asked beside it.
        if (query.data !== undefined) wasOpen.current = true;
        queryClient.removeQueries({ queryKey: options.queryKey });
        setGone(wasOpen.current ? accessEnded : notOpen);
      },
    },
  );
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [olderFailed, setOlderFailed] = useState<unknown>(null);
  const asking = useRef(false);
  const goal = useRef(Number.POSITIVE_INFINITY);
  const loadOlder = async (downTo: number) => {
    // A page that is on its way already is not the last one then.
    goal.current = Math.min(goal.current, downTo);
    if (asking.current) return;
    asking.current = true;
    setLoadingOlder(true);
    setOlderFailed(null);
    try {
      for (let page = pageOf(queryClient.getQueryData<ThreadView>(options.queryKey)); page !== null; ) {
        const pageSize = goal.current < page.before ? longPage : undefined;
        const older = await client.conversation.read.query({ ...threadInputOf(threadId), ...page, pageSize });
        const now = queryClient.setQueryData<ThreadView>(
          options.queryKey,
          (kept) => kept && addOlder(kept, older),
        );
        page = pageOf(now);
        if (page !== null && page.before <= goal.current) break;
      }
    } catch (error) {
      setOlderFailed(error);
    } finally {
      asking.current = false;
      goal.current = Number.POSITIVE_INFINITY;
      setLoadingOlder(false);
    }
  };
  return {
    thread: gone === null ? query.data : undefined,
    error: query.isLoadingError ? query.error : null,
    /** Not open to them, or not any more (V6). */
    closed: gone,
    retry: () => (gone === null ? void query.refetch() : setGone(null)),
    older: {
      load: () => void loadOlder(Number.POSITIVE_INFINITY),
      /** Loads until the entry of this number is there. */
      loadTo: (number: number) => void loadOlder(number),
      loading: loadingOlder,
      error: olderFailed,
    },
  };
}

/** The next page of older entries; null = there are none, or nothing is known. */
function pageOf(kept: ThreadView | undefined): { before: number } | null {
  const before = kept?.entries[0]?.number;
  return before === undefined || !kept?.hasOlder ? null : { before };
}
