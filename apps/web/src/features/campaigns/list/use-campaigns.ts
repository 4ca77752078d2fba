"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useOneAtATime } from "#web/components/thread/use-one-at-a-time.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { useCampaignsTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import type { listInputOf } from "./list-input.ts";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;

/** The campaigns that a question finds, page by page, kept up: new ones, another status, figures that move (C1). */
export function useCampaigns(input: ReturnType<typeof listInputOf>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const options = trpc.campaign.list.infiniteQueryOptions(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const list = useInfiniteQuery({ ...options, refetchInterval: asksItself && askAgainMs });
  // One that could not be read at all says so, and is asked again by whoever reads that.
  const refresh = useOneAtATime(async () => {
    if (queryClient.getQueryState(options.queryKey)?.data !== undefined)
      await queryClient.refetchQueries({ queryKey: options.queryKey });
  });
  useLive(useCampaignsTopic(), { enabled: true, onValue: refresh, onTooMany: setAsksItself });
  return list;
}
