"use client";

import type { AlertView } from "@packpost/core/alert/alert-view";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useAlertsTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import { mergeNewest } from "./merge-newest.ts";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;
const pageSize = 20;

/** The organisation's alerts, newest first, kept up by the server while one looks (A5, A8, A10). */
export function useAlerts() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const options = trpc.alert.list.infiniteQueryOptions(
    { pageSize },
    { getNextPageParam: (page) => page.nextCursor, refetchInterval: asksItself && askAgainMs },
  );
  const list = useInfiniteQuery(options);
  useLive(useAlertsTopic(), {
    enabled: true,
    onTooMany: setAsksItself,
    onValue: ({ alerts }) =>
      queryClient.setQueryData(options.queryKey, (known) => known && mergeNewest(known, alerts, pageSize)),
  });
  const alerts: AlertView[] | undefined = list.data?.pages.flatMap((page) => page.alerts);
  return { ...list, alerts };
}
