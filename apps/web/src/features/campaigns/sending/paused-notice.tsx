import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import classes from "#web/features/campaigns/detail/campaign-detail.module.css";
import { wordLeft, wordResuming } from "#web/features/campaigns/detail/word-progress.ts";

/** Why it stands still, what that means, and what one can do. The reason's first line is what happened. */
export function PausedNotice({ progress }: { progress: Progress }) {
  const { pauseReason } = progress;
  const [happened = "", ...advice] = (pauseReason ?? "Paused by hand.").split("\n");
  return (
    <div className={classes.undo} role="status">
      <IconPlayerPause size={22} stroke={1.7} aria-hidden />
      <div className={classes.pausedWords}>
        <p>
          <b>{happened}</b> {wordLeft(progress)}
        </p>
        {advice.length > 0 && <p>{advice.join(" ")}</p>}
        <p>{wordResuming(progress)}</p>
      </div>
    </div>
  );
}
