"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { isLeftToSend } from "#web/features/campaigns/detail/format-progress.ts";
import { ChangeTimeButton } from "./change-time-button.tsx";
import { ResumeButton } from "./resume-button.tsx";
import { BackToDraftButton } from "./scheduled-notice.tsx";
import classes from "./sending-actions.module.css";
import { useSendingChange } from "./use-sending-change.ts";
import { whyOver } from "./why-over.ts";

interface SendingActionsProps {
  campaign: CampaignDetail;
  progress: Progress;
  onChangeTime: () => void;
  /** To how many, while it is asked; null = it is not. */
  resumesTo: number | null;
  askResume: (people: number | null) => void;
}

/** Pause, resume, cancel the rest (C8); what each does stands in its dialog, which stays and says so where somebody else was quicker. */
export function SendingActions({
  campaign,
  progress,
  onChangeTime,
  resumesTo,
  askResume,
}: SendingActionsProps) {
  const [asking, ask] = useState<"pause" | "cancel" | null>(null);
  const close = () => ask(null);
  const { status, sendAt } = progress;
  const begun = progress.sendingBeganAt !== null;
  const dialog = { campaign, progress, onClose: close };
  return (
    <>
      {(status === "sending" || mayCancel(progress)) && (
        <div className={classes.going} data-sending-bar={status === "sending" || undefined}>
          {status === "sending" && (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={17} stroke={1.8} aria-hidden />}
              onClick={() => ask("pause")}
            >
              Pause
            </Button>
          )}
          {mayCancel(progress) && (
            <Button variant="default" color="red" onClick={() => ask("cancel")}>
              Cancel the rest…
            </Button>
          )}
        </div>
      )}
      {status === "paused" && !begun && (
        <>
          <BackToDraftButton campaignId={campaign.id} />
          {sendAt !== null && <ChangeTimeButton onPress={onChangeTime} />}
        </>
      )}
      <ResumeButton campaign={campaign} progress={progress} asked={resumesTo} onAsk={askResume} />
      <PauseDialog {...dialog} opened={asking === "pause"} />
      <CancelDialog {...dialog} opened={asking === "cancel"} />
    </>
  );
}

/** With nobody left to send to there is no rest. */
function mayCancel(progress: Progress): boolean {
  const { status, sendingBeganAt } = progress;
  const going = status === "sending" || (status === "paused" && sendingBeganAt !== null);
  return going && isLeftToSend(progress);
}

/** Sent to the last one while it is still to be finished: nobody waits. */
function whyNothingLeft(status: Progress["status"]): string {
  return status === "sending" ? whyOver("sent") : whyOver(status);
}

interface DialogProps {
  campaign: CampaignDetail;
  progress: Progress;
  opened: boolean;
  onClose: () => void;
}

function PauseDialog({ campaign, progress, opened, onClose }: DialogProps) {
  const pause = useSendingChange("pause", campaign.id, onClose);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Pause “${campaign.name}”?`}
      confirmLabel="Pause"
      count={0}
      over={progress.status === "sending" || pause.isPending ? null : whyOver(progress.status)}
      pending={pause.isPending}
      error={pause.error}
      onConfirm={() => pause.mutate({ campaignId: campaign.id })}
    >
      <p>
        Nobody more is written to, but mail that is being handed over right now may still go out. You can
        resume at any time; nobody gets it twice.
      </p>
    </ConfirmDialog>
  );
}

function CancelDialog({ campaign, progress, opened, onClose }: DialogProps) {
  const cancel = useSendingChange("cancel", campaign.id, onClose);
  const { waiting } = progress.counts;
  const over = mayCancel(progress) || cancel.isPending ? null : whyNothingLeft(progress.status);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={
        over === null
          ? `Cancel “${campaign.name}” for ${formatPeople(waiting)}?`
          : `Cancel “${campaign.name}”?`
      }
      confirmLabel={`Cancel for ${formatPeople(waiting)}`}
      count={waiting}
      danger
      over={over}
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ campaignId: campaign.id })}
    >
      <p>
        Who still waits will not get it, and it cannot be taken up again. What has been sent stays sent. Mail
        that is being handed over right now may still go out.
      </p>
    </ConfirmDialog>
  );
}
