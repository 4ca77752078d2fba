import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";

/**
 * Takes a mail out of the family's conversation that somebody has put it into (T42).
 * @param then with the thread it stands in now; also when the mail has left the screen before the answer came
 */
export function useTakeOut(then: (threadId: string) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.conversation.takeOutMail.mutationOptions({
      onSuccess: ({ threadId }) => then(threadId),
      onSettled: () => queryClient.invalidateQueries(trpc.conversation.pathFilter()),
    }),
  );
}
