"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;
const outcomesComeForMs = 7 * 24 * 3_600_000;

/** Whether numbers may still change while one looks: it is going out, or went out within the last week. */
export function isLive({ status, finishedAt }: Progress): boolean {
  if (status === "scheduled" || status === "sending" || status === "paused") return true;
  return finishedAt !== null && Date.now() - finishedAt.getTime() < outcomesComeForMs;
}

/**
 * A campaign's numbers, kept up by the server while one looks.
 *
 * @param asking whether a question about it is open: until it is closed the page stays what it is, though the campaign is a draft again
 * @returns connected: false while the connection is being made anew, when the numbers may be old
 */
export function useProgress(campaignId: string, asking: boolean): { progress: Progress; connected: boolean } {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const { data: progress } = useSuspenseQuery(
    trpc.campaign.progress.queryOptions(
      { campaignId },
      { refetchInterval: ({ state }) => asksItself && state.data && isLive(state.data) && askAgainMs },
    ),
  );
  const connected = useLive(
    { kind: "campaign", id: campaignId },
    {
      enabled: isLive(progress),
      onValue: (value) => queryClient.setQueryData(trpc.campaign.progress.queryKey({ campaignId }), value),
      onTooMany: setAsksItself,
    },
  );
  // Who sent it, and whether it is a draft again, stands in the campaign itself.
  const detailFilter = trpc.campaign.get.queryFilter({ campaignId });
  const seen = queryClient.getQueryData(trpc.campaign.get.queryKey({ campaignId }))?.status;
  const outdated = seen !== undefined && seen !== progress.status && !asking;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is made anew with each render
  useEffect(() => {
    if (outdated) void queryClient.invalidateQueries(detailFilter);
  }, [outdated, progress.status, queryClient]);
  return { progress, connected };
}
