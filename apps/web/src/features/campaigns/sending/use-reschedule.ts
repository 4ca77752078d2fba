"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Gives a campaign another time; afterwards the page reads everything anew. */
export function useReschedule(campaignId: string, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.campaign.sending.reschedule.mutationOptions({
      onSuccess: async ({ outcome }) => {
        // The time has passed since it was chosen: the field says so when it is asked anew.
        if (outcome === "time_unclear")
          return queryClient.invalidateQueries(trpc.campaign.sending.time.pathFilter());
        if (outcome === "too_late")
          notifications.show({ color: "marigold", message: "It was too late: see where it stands now." });
        if (outcome === "needs_approval")
          notifications.show({
            color: "marigold",
            message:
              "So many people need a second person’s approval. Take it back to draft, then schedule it again: a colleague is asked.",
          });
        // The question stays, with the new number or time, which the page reads below.
        if (outcome !== "audience_changed" && outcome !== "time_changed") onDone();
        await Promise.all([
          queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId })),
          queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId })),
        ]);
      },
    }),
  );
}
