"use client";

import type { Progress } from "@packpost/core/campaign/get-progress";
import { Card } from "#web/components/card.tsx";
import { OutcomeBar } from "#web/components/outcome-bar.tsx";
import classes from "./campaign-detail.module.css";
import { wordConfirmed, wordEquation, wordHeadline, wordPace } from "./word-progress.ts";

/** How far it is, and the picture of "totals add up". */
export function ProgressCard({ progress, connected }: { progress: Progress; connected: boolean }) {
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
      <div className={classes.progressHead}>
        <p className={classes.headline} role="status">
          <b>{wordHeadline(progress)}</b>
          {wordPace(progress).map((words) => ` · ${words}`)}
          {!connected && (
            <span className={classes.reconnecting}> · reconnecting, the numbers may be old</span>
          )}
        </p>
        <span className={classes.equation}>
          {wordConfirmed(progress)}
          {wordEquation(progress)}
        </span>
      </div>
      <OutcomeBar counts={progress.counts} size="large" />
    </Card>
  );
}
