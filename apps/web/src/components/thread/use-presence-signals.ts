"use client";

import { useEffect, useState } from "react";
import { type Doing, PresenceSignals } from "./presence-signals.ts";

/**
 * What this page says of whoever sits at it, for as long as a thread is open in it.
 * @param send told with an id of this page's own; taken once
 * @param views whether it says that the page is looked at, too
 */
export function usePresenceSignals(
  send: (tab: string, doing: Doing) => void,
  views: boolean,
): PresenceSignals {
  const [signals] = useState(() => {
    const tab = typeof window === "undefined" ? "" : crypto.randomUUID();
    return new PresenceSignals({ send: (doing) => send(tab, doing), views });
  });
  useEffect(() => {
    const look = () => (document.visibilityState === "visible" ? signals.look() : signals.leave());
    const leave = () => signals.leave();
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", leave);
      signals.leave();
    };
  }, [signals]);
  return signals;
}
