"use client";

import { useLayoutEffect, useRef, useState } from "react";

/** So near the end one follows what comes. */
const nearEndPx = 80;

interface UseScrollingOptions {
  oldest: number;
  newest: number;
  /** Messages of mine that are under way. */
  sending: number;
  /** The entry with which the unread begins. */
  startsAt: number | null;
}

/** Where the thread stands: at the unread first, at the end while one is there, still while one reads further up. */
export function useScrolling({ oldest, newest, sending, startsAt }: UseScrollingOptions) {
  const place = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ oldest, newest, sending, height: 0, begun: false });
  const [behind, setBehind] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where the unread began matters once
  useLayoutEffect(() => {
    const scroller = place.current;
    if (scroller === null) return;
    const was = before.current;
    if (!was.begun) {
      const first = scroller.querySelector(`[data-number="${startsAt}"]`);
      if (first === null) scroller.scrollTop = scroller.scrollHeight;
      else first.scrollIntoView({ block: "center" });
      atEnd.current = isAtEnd(scroller);
    } else if (oldest < was.oldest) {
      // Older ones came above: what one reads stays where it is.
      scroller.scrollTop += scroller.scrollHeight - was.height;
    } else if (sending > was.sending || atEnd.current) {
      scroller.scrollTop = scroller.scrollHeight;
    } else if (newest > was.newest) {
      setBehind((count) => count + newest - was.newest);
    }
    before.current = { oldest, newest, sending, height: scroller.scrollHeight, begun: true };
  }, [oldest, newest, sending]);

  // The keyboard of a phone takes half of it away: who was at the end stays there.
  useLayoutEffect(() => {
    const scroller = place.current;
    if (scroller === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) scroller.scrollTop = scroller.scrollHeight;
    });
    observer.observe(scroller);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    if (place.current === null) return;
    atEnd.current = isAtEnd(place.current);
    if (atEnd.current) setBehind(0);
  };
  const toNewest = () => {
    if (place.current) place.current.scrollTop = place.current.scrollHeight;
  };
  return { place, behind, onScroll, toNewest };
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < nearEndPx;
}
