import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useInboxTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 30_000;

/** How mails that nobody could place (T42), and how many they are, are read and kept up: anew whenever others wait than before. */
export function useUnplacedOptions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const known = useRef<string | null>(null);
  useLive(useInboxTopic(), {
    enabled: true,
    onValue: ({ unplaced }) => {
      if (known.current !== unplaced) {
        void queryClient.invalidateQueries(trpc.conversation.unplacedMail.queryFilter());
        void queryClient.invalidateQueries(trpc.conversation.unplacedCount.queryFilter());
      }
      known.current = unplaced;
    },
    onTooMany: setAsksItself,
  });
  const refetchInterval = asksItself && askAgainMs;
  return {
    mails: trpc.conversation.unplacedMail.queryOptions(undefined, { refetchInterval }),
    count: trpc.conversation.unplacedCount.queryOptions(undefined, { refetchInterval }),
  };
}
