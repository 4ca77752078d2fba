"use client";

import { useMutation } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { useSaved } from "../edit/use-saved.ts";

/** Retires a pass, and brings it back; says which campaigns keep it from being retired. */
export function useRetire({ id: passId, name }: { id: string; name: string }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const retiring = useMutation(trpc.pass.retire.mutationOptions());
  const back = useMutation(trpc.pass.bringBack.mutationOptions());
  const failed = (error: unknown) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
  };
  const retire = async () => {
    try {
      const answer = await retiring.mutateAsync({ passId });
      if (answer.outcome === "scheduled") return;
      const waits =
        answer.drafts === 0
          ? ""
          : ` ${answer.drafts === 1 ? "A draft is" : `${answer.drafts} drafts are`} for it: choose another pass there.`;
      await saved(`“${name}” is retired.${waits}`, () => back.mutateAsync({ passId }));
    } catch (error) {
      failed(error);
    }
  };
  const bringBack = async () => {
    try {
      await back.mutateAsync({ passId });
      await saved(`“${name}” can be had again.`);
    } catch (error) {
      failed(error);
    }
  };
  return {
    ...{ retire, bringBack },
    scheduled: retiring.data?.outcome === "scheduled" ? retiring.data.campaigns : [],
    isPending: retiring.isPending || back.isPending,
  };
}
