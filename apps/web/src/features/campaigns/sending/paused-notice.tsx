import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { formatLeft, formatResuming } from "#web/features/campaigns/detail/format-progress.ts";
import classes from "./sending-notices.module.css";

/** Why it stands still, what that means, and what one can do. The reason's first line is what happened. */
export function PausedNotice({ progress }: { progress: Progress }) {
  const { pauseReason } = progress;
  const [happened = "", ...advice] = (pauseReason ?? "Paused by hand.").split("\n");
  return (
    <div className={classes.undo} role="status">
      <IconPlayerPause size={22} stroke={1.7} aria-hidden />
      <div className={classes.pausedWords}>
        <p>
          <b>{happened}</b> {formatLeft(progress)}
        </p>
        {advice.length > 0 && <p>{advice.join(" ")}</p>}
        <p>{formatResuming(progress)}</p>
      </div>
    </div>
  );
}
