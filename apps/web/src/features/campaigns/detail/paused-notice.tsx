import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { formatPeople } from "#web/components/format-number.ts";
import classes from "./campaign-detail.module.css";

/** Why it stands still, what that means, and what one can do. The reason's first line is what happened. */
export function PausedNotice({ progress }: { progress: Progress }) {
  const { pauseReason, buckets, sendingBeganAt } = progress;
  const [happened = "", ...advice] = (pauseReason ?? "Paused by hand.").split("\n");
  return (
    <div className={classes.undo} role="status">
      <IconPlayerPause size={22} stroke={1.7} aria-hidden />
      <div className={classes.pausedWords}>
        <p>
          <b>{happened}</b> {buckets.waiting > 0 && `${formatPeople(buckets.waiting)} still to go.`}
        </p>
        {advice.length > 0 && <p>{advice.join(" ")}</p>}
        <p>
          {sendingBeganAt === null
            ? "Nobody has been written to yet."
            : "Resume goes on where it stopped: nobody is written to twice. Cancel the rest leaves what has been sent as it is."}
        </p>
      </div>
    </div>
  );
}
