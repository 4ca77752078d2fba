"use client";

import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import { useState } from "react";
import { usePresenceTopic } from "#web/trpc/live/live-provider.tsx";
import { useLive } from "#web/trpc/live/use-live.ts";
import type { Me } from "../me.ts";

const nobody: readonly PresentPerson[] = [];

/**
 * Who else is looking and writing (V10): in one thread, or in all for whoever has the messages tab.
 * @param threadId null = all
 */
export function usePresence(
  me: Pick<Me, "id" | "hasTab">,
  threadId: string | null,
): readonly PresentPerson[] {
  const [people, setPeople] = useState(nobody);
  const connected = useLive(usePresenceTopic(me.hasTab ? null : threadId), {
    enabled: true,
    onValue: (value) => setPeople(value.people),
    // It is nothing to ask for again and again: without the stream nobody is shown.
    onTooMany: (tooMany) => tooMany && setPeople(nobody),
    onGone: () => setPeople(nobody),
  });
  // Who was there before the connection broke may have gone.
  if (!connected) return nobody;
  return people.filter(({ id, threadId: its }) => id !== me.id && (threadId === null || its === threadId));
}
