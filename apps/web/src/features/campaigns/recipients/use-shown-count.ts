"use client";

import { countOf } from "@packpost/core/campaign/figures";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";
import type { recipientsInputOf } from "./recipients-input.ts";

/** How many rows the table's filter has, as the pressed figure says; undefined where none says it. */
export function useShownCount(
  input: ReturnType<typeof recipientsInputOf>,
  progress: Progress,
): number | undefined {
  const trpc = useTRPC();
  const { campaignId, filter, reason, link, until } = input;
  const reasons = useQuery(
    trpc.campaign.skipReasons.queryOptions({ campaignId }, { enabled: reason !== undefined }),
  );
  const links = useQuery(trpc.campaign.links.queryOptions({ campaignId }, { enabled: link !== undefined }));
  if (until) return undefined;
  if (reason) return reasons.data?.find(({ code }) => code === reason)?.people;
  if (link) return links.data?.find(({ url }) => url === link)?.people;
  return countOf(progress, filter);
}
