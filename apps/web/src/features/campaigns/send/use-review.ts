"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DraftSaver } from "#web/features/campaigns/editor/draft/draft-saver.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/**
 * Has who would receive it written down when the question is asked, so that a later difference has names (C7).
 * Sending does not wait for it: without a review the number alone is compared.
 *
 * @param opened whether the question is on screen
 */
export function useReview(campaignId: string, saver: DraftSaver, opened: boolean) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutate, data, reset } = useMutation(
    trpc.campaign.sending.review.mutationOptions({
      // What the dialog says of the audience is of the same moment; the review counts without waiting for that.
      onSuccess: () => void queryClient.invalidateQueries(trpc.audience.count.queryFilter({ campaignId })),
    }),
  );
  const asked = useRef(false);
  useEffect(() => {
    if (opened === asked.current) return;
    asked.current = opened;
    if (!opened) return reset();
    // The saved pass is what is reviewed.
    void saver.flush().then((saved) => saved && mutate({ campaignId }));
  }, [opened, campaignId, saver, mutate, reset]);
  return opened ? data : undefined;
}
