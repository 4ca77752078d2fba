"use client";

import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Starts a draft and opens it. @param props.variant where another button of the page is its first */
export function NewCampaignButton({ variant }: { variant?: "default" }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [opening, startOpening] = useTransition();
  const create = useMutation(
    trpc.campaign.create.mutationOptions({
      onSuccess: ({ campaignId }) => {
        // Whoever comes back finds it in the list.
        void queryClient.invalidateQueries(trpc.campaign.list.pathFilter());
        startOpening(() => router.push(`/campaigns/${campaignId}`));
      },
      onError: (error) => {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({
          color: "red",
          title: "No campaign was started",
          message: `${message} ${nextStep ?? ""}`,
        });
      },
    }),
  );
  return (
    <Button
      variant={variant}
      leftSection={<IconPlus size={17} stroke={2} aria-hidden />}
      loading={create.isPending || opening}
      onClick={() => create.mutate({})}
    >
      New campaign
    </Button>
  );
}
