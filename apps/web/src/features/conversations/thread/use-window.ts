"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { addNewer, addOlder, changeKnown } from "./merge-window.ts";
import { threadInputOf } from "./thread-input.ts";
import { useThreadOptions } from "./use-thread.ts";

/**
 * A thread opened at an entry far above its newest ones (V12): what stands around it, and onwards to both ends as one scrolls. When it
 * reaches what the page has of the thread anyway, both become one.
 * @param threadId as the page's address has it
 * @param thread its newest entries, kept up
 * @param entry number of the entry; null = none is asked for
 * @returns null where the thread itself has the entry
 */
export function useWindow(threadId: string, thread: ThreadView | undefined, entry: number | null) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const threadKey = useThreadOptions()(threadId).queryKey;
  const first = thread?.entries[0]?.number ?? 0;
  const isAbove = thread !== undefined && entry !== null && thread.hasOlder && entry < first;
  const input = { ...threadInputOf(threadId), around: entry ?? 0 };
  const options = trpc.conversation.read.queryOptions(input, {
    enabled: isAbove,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, error, refetch } = useQuery(options);
  const [loading, setLoading] = useState<"older" | "newer" | null>(null);
  const [failed, setFailed] = useState<{ end: "older" | "newer"; error: unknown } | null>(null);
  const asking = useRef(false);
  const ask = async (end: "older" | "newer" | "changes", work: () => Promise<void>) => {
    if (asking.current) return;
    asking.current = true;
    if (end !== "changes") setLoading(end);
    setFailed(null);
    try {
      await work();
    } catch (reason) {
      if (end !== "changes") setFailed({ end, error: reason });
    } finally {
      asking.current = false;
      setLoading(null);
    }
  };
  const put = (change: (kept: ThreadView) => ThreadView) =>
    queryClient.setQueryData<ThreadView>(options.queryKey, (kept) => kept && change(kept));
  const read = (more: { before?: number; after?: number; sinceRevision?: number }) =>
    client.conversation.read.query({ ...threadInputOf(threadId), ...more });
  const revision = isAbove ? data?.revision : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the thread has changed
  useEffect(() => {
    if (revision === undefined || thread === undefined || thread.revision <= revision) return;
    void ask("changes", async () => {
      const changes = await read({ sinceRevision: revision });
      put((kept) => changeKnown(kept, changes));
    });
  }, [thread?.revision, revision]);
  const last = data?.entries.at(-1)?.number ?? 0;
  const meets = isAbove && data !== undefined && (!data.hasNewer || last >= first - 1);
  useEffect(() => {
    if (meets) queryClient.setQueryData<ThreadView>(threadKey, (kept) => kept && addOlder(kept, data));
  }, [meets, data, queryClient, threadKey]);
  if (!isAbove) return null;
  const end = (name: "older" | "newer", load: () => Promise<void>) => ({
    load: () => void ask(name, load),
    loading: loading === name,
    error: failed?.end === name ? failed.error : null,
  });
  return {
    thread: data && { ...thread, entries: data.entries, hasOlder: data.hasOlder, hasNewer: true },
    error,
    retry: () => void refetch(),
    older: end("older", async () => {
      const older = await read({ before: data?.entries[0]?.number ?? 0 });
      put((kept) => addOlder(kept, older));
    }),
    newer: end("newer", async () => {
      const newer = await read({ after: last });
      put((kept) => addNewer(kept, newer));
    }),
  };
}
