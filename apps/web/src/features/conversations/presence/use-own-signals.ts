"use client";

import { useEffect } from "react";
import type { PresenceSignals } from "#web/components/thread/presence-signals.ts";
import { usePresenceSignals } from "#web/components/thread/use-presence-signals.ts";
import { useTRPCClient } from "#web/trpc/client.tsx";

/** Of the threads that are open in this page. */
const open = new Map<string, PresenceSignals>();

/** Says that a thread is looked at for as long as it is open here and to be seen (V10). */
export function useOwnSignals(threadId: string): void {
  const client = useTRPCClient();
  const signals = usePresenceSignals((tab, doing) => {
    client.conversation.signal.mutate({ threadId, tab, doing }).catch(() => undefined);
  }, true);
  useEffect(() => {
    open.set(threadId, signals);
    return () => {
      open.delete(threadId);
    };
  }, [threadId, signals]);
}

/** Something was typed in a thread's composer; a note is told apart, since a customer must not learn of it. */
export function sayTyped(threadId: string, kind: "reply" | "note", body: string): void {
  open.get(threadId)?.typed(kind === "note" ? "noting" : "typing", body);
}
