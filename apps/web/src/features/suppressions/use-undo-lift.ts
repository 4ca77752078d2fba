import { useMutation, useQueryClient } from "@tanstack/react-query";
import { formatCount } from "#web/components/form/format-number.ts";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** As many as one request may name. */
const most = 10_000;

/**
 * Blocks exactly those again whose block was lifted just now.
 * @param notice id of the announcement that offers it, which the answer replaces
 * @returns what to do for these ids; null when there is nothing to take back, or too much for one request
 */
export function useUndoLift(notice: string): (lifted: string[]) => (() => void) | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutate } = useMutation(
    trpc.suppression.blockAgain.mutationOptions({
      onError: (error) => {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
      },
      onSuccess: async ({ blocked }) => {
        notifications.show({ id: notice, message: `${formatCount(blocked)} blocked again.` });
        await queryClient.invalidateQueries(trpc.suppression.pathFilter());
      },
    }),
  );
  return (lifted) => {
    if (lifted.length === 0 || lifted.length > most) return null;
    return () => {
      notifications.hide(notice);
      mutate({ suppressionIds: lifted });
    };
  };
}
