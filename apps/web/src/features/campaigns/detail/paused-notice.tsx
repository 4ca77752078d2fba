import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import classes from "./campaign-detail.module.css";
import { wordPaused } from "./word-progress.ts";

/** Why it stands still, what that means, and what one can do. */
export function PausedNotice({ progress }: { progress: Progress }) {
  return (
    <div className={classes.undo} role="status">
      <IconPlayerPause size={22} stroke={1.7} aria-hidden />
      <p>
        <b>{progress.pauseReason ?? "Paused by hand."}</b> {wordPaused(progress)}
      </p>
    </div>
  );
}
