"use client";

import { useEffect } from "react";
import { canHoldFocus, rememberPlace } from "./focus-place.ts";

/** Long enough for whatever moves the focus itself. */
const settleMs = 80;

/**
 * Keeps the focus in the page: when what holds it is taken away, hidden or switched off, it goes to what stands next to
 * it, so that a keyboard or screen reader goes on from there. A press beside everything takes it away as usual.
 */
export function FocusKeeper() {
  useEffect(keepFocus, []);
  return null;
}

function keepFocus(): () => void {
  let held: HTMLElement | null = null;
  let find: () => HTMLElement | null = () => null;
  /** Seen gone or off: else it was the person who left it. */
  let lost = false;
  let timer: number | undefined;
  const look = () => {
    timer = undefined;
    const { activeElement } = document;
    const nowhere = activeElement === null || activeElement === document.body || activeElement === held;
    if (held === null || !nowhere) return;
    lost ||= !canHoldFocus(held);
    if (lost) find()?.focus({ preventScroll: true });
    else if (activeElement !== held) held = null;
    lost = false;
  };
  const soon = () => {
    timer ??= window.setTimeout(look, settleMs);
  };
  const hold = (target: EventTarget | null) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    held = target;
    find = rememberPlace(target);
    lost = false;
  };
  const onFocusIn = ({ target }: FocusEvent) => hold(target);
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget === null) soon();
  };
  // Most changes of a page are elsewhere: asked is only what costs nothing.
  const observer = new MutationObserver(() => {
    if (held === null || (held.isConnected && !held.matches(":disabled"))) return;
    lost = true;
    soon();
  });
  // Taken before the scripts were there.
  hold(document.activeElement);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", onFocusOut);
  };
}
