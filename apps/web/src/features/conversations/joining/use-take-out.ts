import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/** Takes a mail out of the family's conversation that somebody has put it into (T42). */
export function useTakeOut() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.conversation.takeOutMail.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.conversation.pathFilter()),
    }),
  );
}
