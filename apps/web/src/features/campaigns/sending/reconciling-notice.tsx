"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconHourglassHigh } from "@tabler/icons-react";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import classes from "#web/features/campaigns/detail/campaign-detail.module.css";
import { formatReconciling } from "#web/features/campaigns/detail/format-progress.ts";

/** Why the last people stay where they are: the provider owes an answer, and nobody may get it twice. */
export function ReconcilingNotice({ progress }: { progress: Progress }) {
  const zone = useOrganisationZone();
  const words = formatReconciling(progress, new Date(), zone);
  if (words === null) return null;
  return (
    <div className={classes.undo} role="status">
      <IconHourglassHigh size={22} stroke={1.7} aria-hidden />
      <p suppressHydrationWarning>{words}</p>
    </div>
  );
}
