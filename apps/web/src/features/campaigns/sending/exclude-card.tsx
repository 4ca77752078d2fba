"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import dynamic from "next/dynamic";
import { Card } from "#web/components/page/card.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

const EntryBox = dynamic(() =>
  loadLater(() => import("#web/features/campaigns/manual-recipients/entry-box.tsx")).then(
    (module) => module.EntryBox,
  ),
);

/** Longer than the undo window: there is time to think of somebody. */
const worthwhileMs = 30_000;

/** People can be excluded as long as they wait (C3): whoever is named here is skipped when their turn comes. */
export function ExcludeCard({ campaignId, progress }: { campaignId: string; progress: Progress }) {
  const { status, beginsInMs, waves } = progress;
  const waits =
    status === "paused" ||
    (status === "scheduled" && (beginsInMs ?? 0) > worthwhileMs) ||
    (status === "sending" && waves !== null && waves.nextAt !== null);
  if (!waits) return null;
  return (
    <Card title="Leave somebody out">
      <EntryBox campaignId={campaignId} list="exclude" />
    </Card>
  );
}
