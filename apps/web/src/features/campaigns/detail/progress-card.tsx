"use client";

import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { OutcomeBar } from "#web/components/chart/outcome-bar.tsx";
import { useOnceOpened } from "#web/components/overlay/use-once-opened.ts";
import { Card } from "#web/components/page/card.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useRecipientChoice } from "#web/features/campaigns/recipients/use-recipient-choice.ts";
import classes from "./campaign-detail.module.css";
import {
  formatConfirmed,
  formatEquation,
  formatHeadline,
  formatPace,
  formatWaiting,
  formatWave,
} from "./format-progress.ts";
import { useStopped } from "./use-stopped.ts";

/** How far it is, and the picture of "totals add up". */
export function ProgressCard({ progress, connected }: { progress: Progress; connected: boolean }) {
  const zone = useOrganisationZone();
  const stopped = useStopped();
  const choice = useRecipientChoice();
  const wentOut = useOnceOpened(progress.status === "sending");
  const wave = formatWave(progress, new Date(), zone);
  const below = formatWaiting(progress).length;
  if (progress.audience === 0) {
    return progress.status === "scheduled" || progress.sendingBeganAt === null ? null : (
      <Card>
        <p className={classes.quiet} role="status">
          {progress.status === "cancelled"
            ? "It was cancelled before anybody was written to."
            : "Writing down who receives it…"}
        </p>
      </Card>
    );
  }
  return (
    <Card>
      <div className={classes.progressHead} data-kept={wentOut}>
        <p className={classes.headline} role="status">
          <b>{formatHeadline(progress)}</b>
          {[...formatPace(progress, stopped, zone), ...(wave === null ? [] : [wave])].map((words, at) => (
            <span
              key={words.replace(/[\d,]+/g, "")}
              className={classes.fact}
              data-below={at < below || undefined}
            >
              <span className={classes.dot}>{" · "}</span>
              {words}
            </span>
          ))}
          {!connected && (
            <span className={classes.reconnecting}> · reconnecting, the numbers may be old</span>
          )}
        </p>
        <span className={classes.equation}>
          {formatConfirmed(progress)}
          {formatEquation(progress)}
        </span>
      </div>
      <OutcomeBar
        tallies={progress}
        size="large"
        chosen={choice.figure}
        underWay={wentOut}
        over={progress.finishedAt !== null}
        onChoose={choice.show}
      />
    </Card>
  );
}
