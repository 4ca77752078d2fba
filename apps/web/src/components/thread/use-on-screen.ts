"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

/**
 * Tells which entries are on the screen: half of one, or its last line. Each stands below an element with `data-entry`, its id.
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
