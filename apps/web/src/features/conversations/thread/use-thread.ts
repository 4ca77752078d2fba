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
        if (changed.entries.length >= mostOfAnswer) return client.conversation.read.query(input, { signal });
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
      onGone: (message) => {
        queryClient.removeQueries({ queryKey: options.queryKey });
        setGone({ message });
      },
    },
  );
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [olderFailed, setOlderFailed] = useState<unknown>(null);
  const asking = useRef(false);
  const loadOlder = async () => {
    const kept = queryClient.getQueryData<ThreadView>(options.queryKey);
    const before = kept?.entries[0]?.number;
    if (before === undefined || !kept?.hasOlder || asking.current) return;
    asking.current = true;
    setLoadingOlder(true);
    setOlderFailed(null);
    try {
      const older = await client.conversation.read.query({ ...threadInputOf(threadId), before });
      queryClient.setQueryData<ThreadView>(options.queryKey, (now) => now && addOlder(now, older));
    } catch (error) {
      setOlderFailed(error);
    } finally {
      asking.current = false;
      setLoadingOlder(false);
    }
  };
  return {
    thread: gone === null ? query.data : undefined,
    error: gone ?? (query.isLoadingError ? query.error : null),
    retry: () => (gone === null ? void query.refetch() : setGone(null)),
    older: { load: () => void loadOlder(), loading: loadingOlder, error: olderFailed },
  };
}
