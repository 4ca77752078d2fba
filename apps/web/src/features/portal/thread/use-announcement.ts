"use client";

import type { PortalEntry } from "@packpost/core/portal/read-own-thread";
import { useEffect, useRef, useState } from "react";
import { usePortal } from "../frame/portal-provider.tsx";

/** What a screen reader is told when somebody else has written. */
export function useAnnouncement(entries: readonly PortalEntry[]): string {
  const { t, organisation } = usePortal();
  const newest = entries.at(-1);
  const known = useRef(newest?.number ?? 0);
  const [announced, setAnnounced] = useState("");
  useEffect(() => {
    if (newest === undefined || newest.number <= known.current) return;
    known.current = newest.number;
    if (newest.author.kind !== "me")
      setAnnounced(t("thread.announced", { name: newest.author.name || organisation }));
  }, [newest, t, organisation]);
  return announced;
}
