"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { parseAsString, useQueryState } from "#web/components/table/query-state.ts";
import { usePages } from "#web/components/table/use-pages.ts";
import { useOneAtATime } from "#web/components/thread/use-one-at-a-time.ts";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { useInboxTopic, useUnreadTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import { listInputOf } from "./list-input.ts";
import { putFirstPage, rowsOf } from "./merge-pages.ts";

/** From so many pages on a change reads the first one anew, not all: somebody has scrolled far. */
const fewPages = 3;

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;

/** The list as the URL filters it, page by page, kept up. */
export function useThreads() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [word] = useQueryState("filter", parseAsString);
  const input = listInputOf(word);
  const options = trpc.conversation.list.infiniteQueryOptions(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const [asksItself, setAsksItself] = useState(false);
  const list = useInfiniteQuery({
    ...options,
    refetchOnWindowFocus: "always",
    refetchInterval: asksItself && askAgainMs,
  });
  const { pages, table } = usePages(list);
  const rows = useMemo(() => pages && rowsOf(pages), [pages]);
  const refresh = useOneAtATime(async () => {
    const read = queryClient.getQueryData(options.queryKey)?.pages.length ?? 0;
    if (read <= fewPages) return queryClient.refetchQueries({ queryKey: options.queryKey });
    const first = await client.conversation.list.query({ ...input, cursor: null });
    queryClient.setQueryData(options.queryKey, (kept) => kept && putFirstPage(kept, first));
  });
  const followed = { enabled: true, onValue: refresh, onTooMany: setAsksItself };
  useLive(useInboxTopic(), followed);
  useLive(useUnreadTopic(), followed);
  return { filter: input.filter, rows, ...table };
}
