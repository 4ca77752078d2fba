"use client";

import { useEffect, useEffectEvent } from "react";
import { useWrittenPreferences } from "./preferences.ts";

interface MessageKeys {
  /** +1 = the next one down. */
  onStep: (step: 1 | -1) => void;
  onReply: () => void;
  onClose: () => void;
  onUnread: () => void;
  onSearch: () => void;
  onHelp: () => void;
}

/** j k r e u / ? (V12): off inside fields and dialogs, with Ctrl, ⌘ or Alt, and where somebody has switched them off. */
export function useMessageKeys(keys: MessageKeys): void {
  const { onStep, onReply, onClose, onUnread, onSearch, onHelp } = keys;
  const { shortcuts } = useWrittenPreferences();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTypedInto(event.target))
      return;
    if (document.querySelector("dialog:modal, [popover]:popover-open [role^=menuitem]") !== null) return;
    const acts: Partial<Record<string, () => void>> = {
      j: () => onStep(1),
      k: () => onStep(-1),
      r: onReply,
      e: onClose,
      u: onUnread,
      "/": onSearch,
      "?": onHelp,
    };
    const act = acts[event.key];
    if (act === undefined || event.repeat) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!shortcuts) return;
    const hear = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [shortcuts]);
}

function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
