"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";
import { isCopyAwaited, isMoving } from "./format-deliveries.ts";

/**
 * The campaign's previews and copy, asked for again while something may still become of them.
 * @param copySince when its sending began, if a copy goes out with it: it is queued a moment later
 */
export function useDeliveries(campaignId: string, copySince: Date | null = null) {
  const trpc = useTRPC();
  return useQuery(
    trpc.delivery.ofCampaign.queryOptions(
      { campaignId },
      {
        // What was read while the previews were looked at knows of no copy.
        refetchOnMount: copySince === null ? true : "always",
        refetchInterval: ({ state }) => {
          const now = new Date();
          return isMoving(state.data, now) || isCopyAwaited(state.data, copySince, now) ? 1_500 : false;
        },
      },
    ),
  );
}
