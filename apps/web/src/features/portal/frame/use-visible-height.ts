"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Below it the keyboard of a phone is open. */
const keyboardShare = 0.75;

/**
 * Keeps a part as high as what can be seen: on iPhones the keyboard lies over the page, and what stands at its end with it.
 * While the keyboard is open the part says so (`data-keyboard`).
 */
export function useVisibleHeight(): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const visible = window.visualViewport;
    if (visible === null) return;
    let tallest = visible.height;
    const fit = () => {
      // Pinched, the page is looked at through a hole: nothing is to move for that.
      if (part.current === null || visible.scale > 1.05) return;
      tallest = Math.max(tallest, visible.height);
      part.current.style.height = `${visible.height}px`;
      part.current.style.top = `${visible.offsetTop}px`;
      part.current.toggleAttribute("data-keyboard", visible.height < tallest * keyboardShare);
    };
    fit();
    visible.addEventListener("resize", fit);
    visible.addEventListener("scroll", fit);
    return () => {
      visible.removeEventListener("resize", fit);
      visible.removeEventListener("scroll", fit);
    };
  }, []);
  return part;
}
