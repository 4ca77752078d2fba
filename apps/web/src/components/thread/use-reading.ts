"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { readUpTo } from "./read-up-to.ts";

/** Long enough for a glance: what flies past while one scrolls is not read. */
const glanceMs = 400;

interface UseReadingOptions<Entry> {
  readonly entries: readonly Entry[];
  /** Whether it counts as unread for the reader. */
  readonly counts: (entry: Entry) => boolean;
  /** The first unread entry by number. */
  readonly unreadFrom: number | null;
  /** They have said themselves that it is to stay unread. */
  readonly held: boolean;
  /** Everything up to this entry has been on the screen. Called once for each; `again` when it was not kept. */
  readonly onRead: (number: number, again: () => void) => void;
}

/** Whether somebody looks at this page: it is visible, and the focus is in it (V4). */
export function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/**
 * Tells what the reader has had on the screen (V4, T2): in a tab that is visible and has the focus, without a gap.
 * @returns `see` takes the id of an entry that is on the screen; `stop` lets go of what was about to be told
 */
export function useReading<Entry extends { readonly id: string; readonly number: number }>({
  entries,
  counts,
  unreadFrom,
  held,
  onRead,
}: UseReadingOptions<Entry>) {
  const seen = useRef(new Set<string>());
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useEffectEvent(() => {
    if (held || !isLookedAt()) return;
    const upTo = readUpTo(entries, { counts, unreadFrom, seen: seen.current });
    if (upTo === null || upTo <= told.current) return;
    told.current = upTo;
    onRead(upTo, () => {
      told.current = 0;
    });
  });
  const soon = useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(), glanceMs);
  }).current;
  const newest = entries.at(-1)?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is unread
  useEffect(soon, [unreadFrom, newest]);
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
    see: (entryId: string) => {
      if (!isLookedAt() || seen.current.has(entryId)) return;
      seen.current.add(entryId);
      soon();
    },
    stop: () => clearTimeout(timer.current),
  };
}
