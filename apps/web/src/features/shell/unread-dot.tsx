"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./navigation.module.css";

/** Something in the messages is unread for me (V4). */
export function UnreadDot() {
  const trpc = useTRPC();
  const { data: threads = 0 } = useQuery(
    trpc.conversation.unread.queryOptions(undefined, { refetchOnWindowFocus: "always" }),
  );
  if (threads === 0) return null;
  return (
    <span className={classes.dot}>
      <span className={classes.hidden}>, something is unread</span>
    </span>
  );
}
