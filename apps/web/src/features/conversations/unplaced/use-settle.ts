import type { SettleOutcome } from "@packpost/core/inbound-mail/settle-unplaced";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/**
 * Says where a mail belongs; the list is read anew whatever came of it, since a colleague may have been faster.
 * @param then what follows, also when the mail's card has left the list before the answer came: the callbacks of a single `mutate` do
 *   not run then
 */
export function useSettle(then?: (settled: SettleOutcome) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.conversation.settleMail.mutationOptions({
      onSuccess: (settled) => {
        if (settled.outcome === "settled_before")
          notifications.show({ message: "A colleague has settled this email already." });
        then?.(settled);
      },
      onSettled: () => queryClient.invalidateQueries(trpc.conversation.pathFilter()),
    }),
  );
}
