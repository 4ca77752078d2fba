"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** What to say when a change came too late: what the page then shows is the truth. */
const tooLate: Readonly<Record<string, string>> = {
  too_late: "It was too late: see the numbers for where it stands.",
  not_sending: "It was not being sent any more.",
  not_paused: "It was not paused any more.",
  busy: "The provider is being asked about them just now: try again in a moment.",
  nobody: "The provider has answered meanwhile: see the numbers.",
  not_held: "Nobody is held for the night any more.",
  closed: "It was cancelled, or has not begun: nobody was added.",
};

/** Says what came too late, and reads everything of alerts anew after a change. */
export function useAfterAlertChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onSuccess: ({ outcome }: { outcome: string }) => {
      const words = tooLate[outcome];
      if (words !== undefined) notifications.show({ color: "marigold", message: words });
      return queryClient.invalidateQueries(trpc.alert.pathFilter());
    },
    onError: (error: unknown) => {
      const { message, nextStep } = shownErrorOf(error);
      notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
    },
  };
}

/** Undo, pause, resume, cancel the rest, send it at night after all (A5, A10, A12). */
export function useAlertChange(change: "undo" | "pause" | "resume" | "cancel" | "overrideQuietHours") {
  const { sending } = useTRPC().alert;
  const after = useAfterAlertChange();
  const changes = {
    undo: useMutation(sending.undo.mutationOptions(after)),
    pause: useMutation(sending.pause.mutationOptions(after)),
    resume: useMutation(sending.resume.mutationOptions(after)),
    cancel: useMutation(sending.cancel.mutationOptions(after)),
    overrideQuietHours: useMutation(sending.overrideQuietHours.mutationOptions(after)),
  };
  return changes[change];
}
