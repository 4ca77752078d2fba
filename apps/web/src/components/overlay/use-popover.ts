"use client";

import { type ToggleEvent, useEffect, useId, useRef, useState } from "react";
import { type Placement, placePopover } from "./place-popover.ts";
import { useBackCloses } from "./use-back-closes.ts";

/**
 * A button and what floats beside it, by the browser's own popover: it closes by Esc or a press elsewhere, one at a
 * time, and needs no library.
 *
 * @param placement which edges of both are flush
 * @param onOpen called once it is open and in its place, e.g. to move the focus into it
 */
export function usePopover(placement: Placement, onOpen?: (popover: HTMLElement) => void) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  /** The press that closes it from outside also ends on the button: it must not open it again. */
  const wasOpen = useRef(false);

  const close = (options: { giveBackFocus: boolean }) => {
    popover.current?.hidePopover();
    if (options.giveBackFocus) button.current?.focus({ preventScroll: true });
  };
  const open = () => {
    if (popover.current === null || button.current === null) return;
    popover.current.showPopover();
    placePopover(button.current, popover.current, placement);
    onOpen?.(popover.current);
  };

  useBackCloses(opened, () => close({ giveBackFocus: true }));
  useEffect(() => {
    if (!opened) return;
    const follow = () =>
      button.current && popover.current && placePopover(button.current, popover.current, placement);
    // What it shows may come later, and make it larger.
    const growing = new ResizeObserver(follow);
    if (popover.current !== null) growing.observe(popover.current);
    window.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
    return () => {
      growing.disconnect();
      window.removeEventListener("scroll", follow, { capture: true });
      window.removeEventListener("resize", follow);
    };
  }, [opened, placement]);

  return {
    opened,
    open,
    close,
    buttonProps: {
      ref: button,
      "aria-expanded": opened,
      "aria-controls": opened ? id : undefined,
      onPointerDown: () => {
        wasOpen.current = popover.current?.matches(":popover-open") ?? false;
      },
      onClick: () => {
        if (wasOpen.current) close({ giveBackFocus: true });
        else open();
        wasOpen.current = false;
      },
    },
    popoverProps: {
      ref: popover,
      id,
      popover: "auto" as const,
      // Not `toggle`, which comes a task later: Back may be pressed before, and what has closed would count as open still.
      onBeforeToggle: (event: ToggleEvent<HTMLDivElement>) => setOpened(event.newState === "open"),
    },
  };
}
