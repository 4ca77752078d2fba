"use client";

import { Button } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconPlayerPause } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { formatPeople } from "#web/components/format-number.ts";
import { ChangeTimeButton } from "./change-time-button.tsx";
import { ResumeButton } from "./resume-button.tsx";
import { BackToDraftButton } from "./scheduled-notice.tsx";
import { useSendingChange } from "./use-sending-change.ts";

interface SendingActionsProps {
  campaign: CampaignDetail;
  progress: Progress;
}

/** Pause, resume, cancel the rest (C8); what each does stands in its dialog. */
export function SendingActions({ campaign, progress }: SendingActionsProps) {
  const [asking, ask] = useState<"pause" | "cancel" | null>(null);
  const close = () => ask(null);
  const { status, sendAt } = progress;
  const begun = progress.sendingBeganAt !== null;
  return (
    <>
      {status === "sending" && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={17} stroke={1.8} aria-hidden />}
          onClick={() => ask("pause")}
        >
          Pause
        </Button>
      )}
      {(status === "sending" || (status === "paused" && begun)) && (
        <Button variant="default" color="red" c="var(--tone-red)" onClick={() => ask("cancel")}>
          Cancel the rest…
        </Button>
      )}
      {status === "paused" && !begun && (
        <>
          <BackToDraftButton campaignId={campaign.id} />
          {sendAt !== null && <ChangeTimeButton campaign={campaign} sendAt={sendAt} />}
        </>
      )}
      {status === "paused" && <ResumeButton campaign={campaign} progress={progress} />}
      <PauseDialog campaign={campaign} opened={asking === "pause"} onClose={close} />
      <CancelDialog campaign={campaign} progress={progress} opened={asking === "cancel"} onClose={close} />
    </>
  );
}

interface DialogProps {
  campaign: CampaignDetail;
  opened: boolean;
  onClose: () => void;
}

function PauseDialog({ campaign, opened, onClose }: DialogProps) {
  const pause = useSendingChange("pause", campaign.id, onClose);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Pause “${campaign.name}”?`}
      confirmLabel="Pause"
      count={0}
      pending={pause.isPending}
      error={pause.error}
      onConfirm={() => pause.mutate({ campaignId: campaign.id })}
    >
      <p>
        Nobody more is written to once it is paused. A batch that is being handed to the mail provider just
        now may still go out.
      </p>
      <p>You can resume it at any time; nobody gets it twice.</p>
    </ConfirmDialog>
  );
}

function CancelDialog({ campaign, progress, opened, onClose }: DialogProps & { progress: Progress }) {
  const cancel = useSendingChange("cancel", campaign.id, onClose);
  const { waiting } = progress.buckets;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Cancel “${campaign.name}” for ${formatPeople(waiting)}?`}
      confirmLabel={`Cancel for ${formatPeople(waiting)}`}
      count={waiting}
      danger
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ campaignId: campaign.id })}
    >
      <p>
        Who still waits will not get it, and it cannot be taken up again. What has been sent stays sent. A
        batch that is being handed to the mail provider just now may still go out.
      </p>
    </ConfirmDialog>
  );
}
