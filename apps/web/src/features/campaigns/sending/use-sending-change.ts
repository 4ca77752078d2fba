"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

type Change = "undo" | "pause" | "resume" | "cancel";

/** What to say when a change came too late: what the page then shows is the truth. */
const tooLate: Record<string, string> = {
  too_late: "It was too late: see the numbers for where it stands.",
  not_sending: "It was not being sent any more.",
  not_paused: "It was not paused any more.",
  needs_approval:
    "So many people need a second person’s approval. Take it back to draft, then send it again: a colleague is asked.",
};

/** Undo, pause, resume or cancel; afterwards the page reads everything anew. */
export function useSendingChange(change: Change, campaignId: string, onDone?: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutationOptions = {
    onSuccess: async ({ outcome }: { outcome: string }) => {
      const words = tooLate[outcome];
      if (words !== undefined) notifications.show({ color: "marigold", message: words });
      onDone?.();
      await Promise.all([
        queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId })),
        queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId })),
      ]);
    },
    onError: (error: unknown) => {
      if (onDone !== undefined) return; // shown in its dialog
      const { message, nextStep } = shownErrorOf(error);
      notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
    },
  };
  const { sending } = trpc.campaign;
  const changes = {
    undo: useMutation(sending.undo.mutationOptions(mutationOptions)),
    pause: useMutation(sending.pause.mutationOptions(mutationOptions)),
    resume: useMutation(sending.resume.mutationOptions(mutationOptions)),
    cancel: useMutation(sending.cancel.mutationOptions(mutationOptions)),
  };
  return changes[change];
}
