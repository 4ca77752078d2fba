import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { formatPeople } from "#web/components/format-number.ts";
import classes from "./campaign-detail.module.css";

/** Why it stands still, what that means, and what one can do. */
export function PausedNotice({ progress }: { progress: Progress }) {
  const { pauseReason, buckets } = progress;
  return (
    <Alert color="marigold" variant="light" icon={<IconPlayerPause aria-hidden />} title="Paused">
      {pauseReason ?? "Paused by hand."} {buckets.waiting > 0 && `${formatPeople(buckets.waiting)} wait. `}
      Resume goes on where it stopped: nobody is written to twice. Cancel the rest leaves what has been sent
      as it is.
      </p>
    </div>
  );
}
