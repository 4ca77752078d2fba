"use client";

import { useEffect } from "react";

/**
 * Gives the focus back to whatever had it when a dialog opened, also where the dialog is only mounted open and is
 * unmounted to close, which Mantine's own way does not cover. Whoever has put the focus elsewhere keeps it.
 *
 * @param opened whether the dialog is on screen
 */
export function useGiveBackFocus(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    return () => {
      setTimeout(() => {
        const now = document.activeElement;
        const isLost = now === null || now === document.body || now.closest("[role=dialog]") !== null;
        if (isLost && before instanceof HTMLElement && before.isConnected)
          before.focus({ preventScroll: true });
      });
    };
  }, [opened]);
}
