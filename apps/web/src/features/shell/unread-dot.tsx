"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useUnreadTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import classes from "./navigation.module.css";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;

/** Something in the messages is unread for me (V4), or was not sent and waits for me (V15). */
export function UnreadDot() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const often = { refetchOnWindowFocus: "always", refetchInterval: asksItself && askAgainMs } as const;
  const { data: threads = 0 } = useQuery(trpc.conversation.unread.queryOptions(undefined, often));
  const { data: held = 0 } = useQuery(trpc.conversation.later.held.queryOptions(undefined, often));
  useLive(useUnreadTopic(), {
    enabled: true,
    onValue: (state) => {
      queryClient.setQueryData(trpc.conversation.unread.queryKey(), state.threads);
      queryClient.setQueryData(trpc.conversation.later.held.queryKey(), state.held);
    },
    onTooMany: setAsksItself,
  });
  if (threads === 0 && held === 0) return null;
  return (
    <span className={classes.dot}>
      <span className={classes.hidden}>{threads > 0 ? "something is unread" : "something was not sent"}</span>
    </span>
  );
}
