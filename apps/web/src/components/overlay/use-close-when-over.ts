"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import { useEffect } from "react";
import { notifications } from "#web/components/page/announce.ts";

const whyOver: Partial<Record<CampaignStatus, string>> = {
  sent: "Everybody has had their turn in the meantime.",
  paused: "It has been paused in the meantime.",
  cancelled: "It has been cancelled in the meantime.",
};

/** Closes a dialog whose question nobody needs to answer any more, and says why. */
export function useCloseWhenOver({
  over,
  status,
  onClose,
}: {
  over: boolean;
  status: CampaignStatus;
  onClose: () => void;
}): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is over
  useEffect(() => {
    if (!over) return;
    onClose();
    notifications.show({ color: "marigold", message: whyOver[status] ?? "Nobody is left to send to." });
  }, [over]);
}
