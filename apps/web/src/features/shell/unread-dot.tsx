"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#web/trpc/client.tsx";
import { useUnreadTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import classes from "./navigation.module.css";

/** Between two questions where the server keeps no more pages of this person up. */
const askAgainMs = 5_000;

/** Something in the messages is unread for me (V4). */
export function UnreadDot() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asksItself, setAsksItself] = useState(false);
  const { data: threads = 0 } = useQuery(
    trpc.conversation.unread.queryOptions(undefined, {
      refetchOnWindowFocus: "always",
      refetchInterval: asksItself && askAgainMs,
    }),
  );
  useLive(useUnreadTopic(), {
    enabled: true,
    onValue: (state) => queryClient.setQueryData(trpc.conversation.unread.queryKey(), state.threads),
    onTooMany: setAsksItself,
  });
  if (threads === 0) return null;
  return (
    <span className={classes.dot}>
      <span className={classes.hidden}>something is unread</span>
    </span>
  );
}
