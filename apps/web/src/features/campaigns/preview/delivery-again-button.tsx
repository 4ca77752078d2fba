"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { useTRPC } from "#web/trpc/client.tsx";

/** The provider has not said whether it took this mail: one may send it again, or leave it. */
export function DeliveryAgainButton({ deliveryId }: { deliveryId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const again = useMutation(
    trpc.delivery.again.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.delivery.ofCampaign.pathFilter()),
    }),
  );
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      loading={again.isPending}
      title="The provider has not said whether it took it. Sent again, it may come twice."
      onClick={() => again.mutate({ deliveryId })}
    >
      {again.isError ? "Send again: try once more" : "Send again"}
    </Button>
  );
}
