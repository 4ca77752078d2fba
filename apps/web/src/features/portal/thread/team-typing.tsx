"use client";

import { useState } from "react";
import { TypingDots } from "#web/components/presence/typing-dots.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import classes from "./conversation.module.css";

/** "The team is typing": neither who, nor anything of what only colleagues read. Its place is kept, so that nothing moves. */
export function TeamTyping({ threadId }: { threadId: string }) {
  const { t } = usePortal();
  const [typing, setTyping] = useState(false);
  const connected = useLive(
    { kind: "presence", id: threadId },
    {
      enabled: true,
      onValue: ({ people }) => setTyping(people.length > 0),
      onTooMany: (tooMany) => tooMany && setTyping(false),
      onGone: () => setTyping(false),
      onRefused: () => setTyping(false),
    },
  );
  return (
    <p className={classes.typing} role="status">
      {connected && typing && (
        <>
          <TypingDots /> {t("thread.teamTyping")}
        </>
      )}
    </p>
  );
}
