"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { firstUnread, type ThreadState } from "./thread-state.ts";

interface UseReadingOptions {
  /** Everything up to this entry has been on the screen. */
  onRead: (number: number) => void;
  /** This entry came while nobody looked. */
  onUnseen: (number: number) => void;
}

/** What has been read (V4): on the screen, in a tab that is visible and has the focus. Nothing else counts. */
export function useReading(
  place: RefObject<HTMLDivElement | null>,
  state: ThreadState,
  { onRead, onUnseen }: UseReadingOptions,
): void {
  const newest = state.entries.at(-1)?.number ?? 0;
  const look = useEffectEvent(() => {
    const unread = firstUnread(state.entries, state.readNumber);
    if (unread === null || place.current === null) return;
    if (document.visibilityState !== "visible" || !document.hasFocus()) return onUnseen(unread);
    const seen = newestOnScreen(place.current);
    if (seen >= unread) onRead(seen);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is looked at once it stands there
  useEffect(() => {
    const frame = requestAnimationFrame(() => look());
    return () => cancelAnimationFrame(frame);
  }, [newest]);
  useEffect(() => {
    const scroller = place.current;
    const later = () => look();
    scroller?.addEventListener("scroll", later, { passive: true });
    window.addEventListener("focus", later);
    document.addEventListener("visibilitychange", later);
    return () => {
      scroller?.removeEventListener("scroll", later);
      window.removeEventListener("focus", later);
      document.removeEventListener("visibilitychange", later);
    };
  }, [place]);
}

/** The newest entry whose end, or half a screen of it, stands in the scroller; 0 = none. */
function newestOnScreen(scroller: HTMLElement): number {
  const bounds = scroller.getBoundingClientRect();
  for (const entry of [...scroller.querySelectorAll<HTMLElement>("[data-entry]")].reverse()) {
    const { top, bottom } = entry.getBoundingClientRect();
    const shown = Math.min(bottom, bounds.bottom) - Math.max(top, bounds.top);
    if (shown >= Math.min(bottom - top, bounds.height / 2) - 1 && shown > 0)
      return Number(entry.dataset.number);
  }
  return 0;
}
