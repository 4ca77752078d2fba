"use client";

import { useEffect } from "react";
import { notifications } from "#web/components/page/announce.ts";

/**
 * Closes a dialog whose question nobody needs to answer any more, since what it is about has gone on meanwhile, and says why.
 *
 * @param over whether that is so; not while the dialog's own press is under way
 * @param why in words for whoever was asked
 */
export function useCloseWhenOver({
  over,
  why,
  onClose,
}: {
  over: boolean;
  why: string;
  onClose: () => void;
}): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is over
  useEffect(() => {
    if (!over) return;
    onClose();
    notifications.show({ color: "marigold", message: why });
  }, [over]);
}
