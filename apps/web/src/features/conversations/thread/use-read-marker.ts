"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { countsFor, readUpTo } from "./thread-items.ts";
import { useUnreadInLists } from "./use-unread-in-lists.ts";

/** Long enough for a glance: what flies past while one scrolls is not read. */
const glanceMs = 400;

/**
 * Says what the reader has had on the screen (V4, T2): in a tab that is visible and has the focus, without a gap; nothing after "mark
 * unread" until the thread is opened again.
 * @param me the staff member's id
 */
export function useReadMarker(thread: ThreadView, me: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const setUnread = useUnreadInLists(thread.id);
  const seen = useRef(new Set<string>());
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [markedFrom, setMarkedFrom] = useState<number | null>(null);
  const markRead = useMutation(trpc.conversation.markRead.mutationOptions());
  const markUnread = useMutation(trpc.conversation.markUnread.mutationOptions());
  const refresh = () => {
    void queryClient.invalidateQueries(trpc.conversation.unread.queryFilter());
    void queryClient.invalidateQueries({ queryKey: trpc.conversation.read.queryKey() });
  };
  const tell = useEffectEvent(() => {
    if (markedFrom !== null || document.visibilityState !== "visible" || !document.hasFocus()) return;
    const upTo = readUpTo(thread.entries, { me, unreadFrom: thread.unreadFrom, seen: seen.current });
    if (upTo === null || upTo <= told.current) return;
    told.current = upTo;
    const next = thread.entries.find((entry) => entry.number > upTo && countsFor(entry, me));
    setUnread(next?.number ?? null);
    markRead.mutate(
      { threadId: thread.id, number: upTo },
      {
        onSuccess: refresh,
        onError: () => {
          told.current = 0;
        },
      },
    );
  });
  const soon = useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(), glanceMs);
  }).current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is unread
  useEffect(soon, [thread.unreadFrom, thread.lastNumber]);
  useEffect(() => {
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", soon);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("focus", soon);
      document.removeEventListener("visibilitychange", soon);
    };
  }, [soon]);
  return {
    markedFrom,
    /** An entry is on the screen. */
    see: (entryId: string) => {
      if (document.visibilityState !== "visible" || !document.hasFocus() || seen.current.has(entryId)) return;
      seen.current.add(entryId);
      soon();
    },
    /** Everything counts as read, seen or not: somebody says so. */
    readAll: () => {
      setMarkedFrom(null);
      setUnread(null);
      markRead.mutate({ threadId: thread.id, number: thread.lastNumber }, { onSuccess: refresh });
    },
    /** Unread again from the last entry that is not one's own. */
    unread: () => {
      const from = thread.entries.findLast((entry) => countsFor(entry, me))?.number;
      if (from === undefined) return;
      clearTimeout(timer.current);
      setMarkedFrom(from);
      setUnread(from);
      markUnread.mutate(
        { threadId: thread.id, number: from },
        {
          onSuccess: refresh,
          onError: (error) => {
            setMarkedFrom(null);
            const { message, nextStep } = shownErrorOf(error);
            notifications.show({
              color: "red",
              title: "It is still read",
              message: `${message} ${nextStep ?? ""}`,
            });
          },
        },
      );
    },
  };
}

/**
 * Tells which entries are on the screen: half of one, or its last line.
 * @param scroller what scrolls them
 * @param count how many there are, so that new ones are watched
 */
export function useOnScreen(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  onSeen: (entryId: string) => void,
): void {
  const tell = useEffectEvent(onSeen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: watched anew when there are more
  useEffect(() => {
    const { current: root } = scroller;
    if (root === null) return;
    const onScreen = new Set<Element>();
    const say = () => {
      for (const element of onScreen) tell(element.getAttribute("data-entry") ?? "");
    };
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting, intersectionRatio, boundingClientRect, rootBounds } of changes) {
          const endShows = rootBounds !== null && boundingClientRect.bottom <= rootBounds.bottom + 1;
          if (isIntersecting && (intersectionRatio >= 0.5 || endShows)) onScreen.add(target);
          else onScreen.delete(target);
        }
        say();
      },
      { root, threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    for (const element of root.querySelectorAll("[data-entry]")) observer.observe(element);
    // What lay on the screen while the window was elsewhere is seen when it comes back.
    window.addEventListener("focus", say);
    document.addEventListener("visibilitychange", say);
    return () => {
      observer.disconnect();
      window.removeEventListener("focus", say);
      document.removeEventListener("visibilitychange", say);
    };
  }, [scroller, count]);
}
