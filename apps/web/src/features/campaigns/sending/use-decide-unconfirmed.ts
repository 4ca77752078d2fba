import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

const tooLate: Record<string, string> = {
  nobody: "The provider has answered meanwhile: see the numbers for where it stands.",
  busy: "A resend of it is being prepared, or they are dealt with just now. Look again in a few minutes.",
  cancelled: "It is cancelled: nothing more is sent by it. Resend to those it did not reach instead.",
};

/** Sends to the unconfirmed again, or leaves them; afterwards the page reads everything anew. */
export function useDecideUnconfirmed(campaignId: string, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.campaign.sending.unconfirmed.mutationOptions({
      onSuccess: async ({ outcome }) => {
        const words = tooLate[outcome];
        if (words !== undefined) notifications.show({ color: "marigold", message: words });
        onDone();
        await Promise.all([
          queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId })),
          queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId })),
        ]);
      },
    }),
  );
}
