"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";
import { isMoving } from "./word-mails.ts";

/** The campaign's previews and copy, asked for again while something may still become of them. */
export function useMails(campaignId: string) {
  const trpc = useTRPC();
  return useQuery(
    trpc.mail.ofCampaign.queryOptions(
      { campaignId },
      { refetchInterval: ({ state }) => (isMoving(state.data, new Date()) ? 1_500 : false) },
    ),
  );
}
