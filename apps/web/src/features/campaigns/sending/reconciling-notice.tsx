"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconHourglassHigh } from "@tabler/icons-react";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatReconciling } from "#web/features/campaigns/detail/format-progress.ts";
import classes from "./sending-notices.module.css";

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
