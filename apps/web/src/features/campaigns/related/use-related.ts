"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import type { Related } from "@packpost/core/campaign/progress/get-related";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** A campaign's resends and whom it failed to reach; read again once it is finished, and now and then since outcomes come late. */
export function useRelated(campaignId: string, status: CampaignStatus): Related | undefined {
  const trpc = useTRPC();
  const finished = status === "sent" || status === "cancelled";
  const { data } = useQuery(
    trpc.campaign.related.list.queryOptions(
      { campaignId },
      { refetchInterval: finished ? 60_000 : 15_000, refetchOnMount: "always" },
    ),
  );
  return data;
}
