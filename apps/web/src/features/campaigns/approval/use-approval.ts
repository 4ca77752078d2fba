"use client";

import type { Approval } from "@packpost/core/campaign/approval/get-approval";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** As often as the editor asks what became of its draft. */
const lookEveryMs = 5_000;

/** Whether sending this draft has to be approved, and what became of the question; undefined while unknown. Kept up where it may move. */
export function useApproval(campaignId: string): Approval | undefined {
  const trpc = useTRPC();
  return useQuery(
    trpc.campaign.approval.get.queryOptions(
      { campaignId },
      {
        refetchInterval: ({ state: { data } }) =>
          data !== undefined && (data.over !== null || data.request?.state === "waiting") && lookEveryMs,
      },
    ),
  ).data;
}

/** Reads all that an answer moves anew: the question, the draft, and where it stands. */
export function useApprovalMoved(campaignId: string): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.campaign.approval.get.queryFilter({ campaignId })),
      queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId })),
      queryClient.invalidateQueries(trpc.campaign.list.infiniteQueryFilter()),
    ]);
    await queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId }));
  };
}
