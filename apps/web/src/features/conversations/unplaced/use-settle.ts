import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifications } from "#web/components/page/announce.ts";
import { useTRPC } from "#web/trpc/client.tsx";

/** Says where a mail belongs; the list is read anew whatever came of it, since a colleague may have been faster. */
export function useSettle() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.conversation.settleMail.mutationOptions({
      onSuccess: ({ outcome }) => {
        if (outcome === "settled_before")
          notifications.show({ message: "A colleague has settled this email already." });
      },
      onSettled: () => queryClient.invalidateQueries(trpc.conversation.pathFilter()),
    }),
  );
}
