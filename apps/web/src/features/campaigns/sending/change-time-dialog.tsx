"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { useState } from "react";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { formatSendTime, wallClock } from "#web/features/campaigns/send/format-send-time.ts";
import { SendTimeFields } from "#web/features/campaigns/send/send-time-fields.tsx";
import { useSendTime } from "#web/features/campaigns/send/use-send-time.ts";
import { grownTo } from "./grown-to.ts";
import { useReschedule } from "./use-reschedule.ts";
import { whyOver } from "./why-over.ts";

interface ChangeTimeDialogProps {
  campaign: CampaignDetail;
  progress: Progress;
  onClose: () => void;
}

/** Mounted with each opening, so that it starts from the present time of the campaign; it stays where somebody else was quicker. */
export function ChangeTimeDialog({ campaign, progress, onClose }: ChangeTimeDialogProps) {
  const zone = useOrganisationZone();
  const [shown] = useState(progress.sendAt);
  const [start] = useState(() => wallClock(shown ?? new Date(), zone));
  const chosen = useSendTime(start, true);
  const reschedule = useReschedule(campaign.id, onClose);
  const grown = grownTo(progress);
  const confirmed = formatPeople(progress.confirmedCount ?? 0);
  const { sendAt } = progress;
  const isMoved = sendAt?.getTime() !== shown?.getTime();
  return (
    <ConfirmDialog
      question={grown}
      opened
      onClose={onClose}
      title={`When should “${campaign.name}” go out?`}
      confirmLabel={grown === null ? "Change time" : `Schedule for ${formatPeople(grown)}`}
      count={grown ?? 0}
      over={isStillToBegin(progress) || reschedule.isPending ? null : whyOver(progress.status)}
      blocked={chosen.at === null}
      pending={reschedule.isPending}
      error={reschedule.error}
      onConfirm={() => {
        const { date, time, choice } = chosen;
        reschedule.mutate({
          campaignId: campaign.id,
          seenSendAt: sendAt?.toISOString() ?? null,
          date,
          time,
          ...(choice && { choice }),
          ...(grown !== null && { confirmedCount: grown }),
        });
      }}
    >
      {isMoved && sendAt !== null && !reschedule.isPending && (
        <p role="status">
          <b>It has been given another time in the meantime: {formatSendTime(sendAt, zone)}.</b> What you
          choose here takes its place.
        </p>
      )}
      <SendTimeFields chosen={chosen} />
      {grown !== null && (
        <p>
          {confirmed} were confirmed before, now it would go to {formatPeople(grown)}: with the new time you
          confirm them.
        </p>
      )}
      <p>
        {grown === null && `Confirmed for ${confirmed}. `}Text, sender and pass stay as they were confirmed.
        To change those, take it back to draft.
      </p>
    </ConfirmDialog>
  );
}

function isStillToBegin({ status, sendingBeganAt }: Progress): boolean {
  return status === "scheduled" || (status === "paused" && sendingBeganAt === null);
}
