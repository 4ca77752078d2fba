import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { formatPeople } from "#web/components/format-number.ts";
import classes from "./campaign-detail.module.css";

/** Why it stands still, what that means, and what one can do. */
export function PausedNotice({ progress }: { progress: Progress }) {
  const { pauseReason, buckets } = progress;
  return (
    <div className={classes.undo} role="status">
      <IconPlayerPause size={22} stroke={1.7} aria-hidden />
      <p>
        <b>{pauseReason ?? "Paused by hand."}</b>{" "}
        {buckets.waiting > 0 && `${formatPeople(buckets.waiting)} still to go. `}
        Resume goes on where it stopped: nobody is written to twice. Cancel the rest leaves what has been sent
        as it is.
      </p>
    </div>
  );
}
