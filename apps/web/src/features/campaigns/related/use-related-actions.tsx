"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

const resendRefusals = {
  not_finished: "It is not finished yet. Wait until nobody is waiting any more.",
  nobody_failed: "Nobody is left whom it failed to reach.",
};

/** Duplicate, resend to those who failed, archive and back (C16). New drafts open; the archive can be undone. */
export function useRelatedActions(campaign: { id: string; name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.campaign.list.pathFilter()),
      queryClient.invalidateQueries(trpc.campaign.related.list.pathFilter()),
    ]);
  const onError = (error: unknown) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
  };
  const open = (campaignId: string) => {
    void refresh();
    router.push(`/campaigns/${campaignId}`);
  };
  const duplicate = useMutation(
    trpc.campaign.related.duplicate.mutationOptions({
      onError,
      onSuccess: ({ campaignId }) => open(campaignId),
    }),
  );
  const resend = useMutation(
    trpc.campaign.related.resend.mutationOptions({
      onError,
      onSuccess: (result) => {
        if (result.outcome === "draft") return open(result.campaignId);
        notifications.show({ color: "marigold", message: resendRefusals[result.outcome] });
      },
    }),
  );
  const archive = useMutation(
    trpc.campaign.related.archive.mutationOptions({
      onError,
      onSuccess: async ({ outcome }, { archived }) => {
        await refresh();
        if (outcome === "moving") {
          notifications.show({ color: "marigold", message: "It is on its way, so it stays in the list." });
          return;
        }
        const id = `archive-${campaign.id}`;
        notifications.hide(id);
        notifications.show({
          id,
          title: archived ? "Archived" : "Back in the list",
          message: (
            <>
              “{campaign.name}” {archived ? "is in the archive." : "is among your campaigns again."}{" "}
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => archive.mutate({ campaignId: campaign.id, archived: !archived })}
              >
                Undo
              </Button>
            </>
          ),
          autoClose: 10_000,
        });
      },
    }),
  );
  return {
    duplicate: () => duplicate.mutate({ campaignId: campaign.id }),
    resend: () => resend.mutate({ campaignId: campaign.id }),
    archive: (archived: boolean) => archive.mutate({ campaignId: campaign.id, archived }),
    pending: duplicate.isPending || resend.isPending || archive.isPending,
  };
}
