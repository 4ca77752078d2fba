"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import { useIsMutating, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import type { DraftSaver } from "./draft-saver.ts";

const lookEveryMs = 5_000;

/**
 * Freezes the open draft as soon as somebody else has sent or scheduled it, not only when the next word is typed. Asked
 * rather than streamed: a browser has six connections, and a front desk keeps many tabs open.
 * @returns where it stands, as far as it was heard
 */
export function useFrozenMeanwhile(campaignId: string, saver: DraftSaver): CampaignStatus | undefined {
  const trpc = useTRPC();
  const [openedAt] = useState(Date.now);
  const { data, dataUpdatedAt } = useQuery(
    trpc.campaign.progress.queryOptions(
      { campaignId },
      { refetchInterval: lookEveryMs, staleTime: lookEveryMs },
    ),
  );
  // Who presses Send here knows; the page then shows the campaign by itself.
  const busy = useIsMutating() > 0;
  // What was read before this editor opened may be of the time before an undo.
  const status = busy || dataUpdatedAt < openedAt ? undefined : data?.status;
  useEffect(() => {
    if (status === "draft") saver.thaw();
    else if (status !== undefined) saver.freeze();
  }, [status, saver]);
  return status;
}
