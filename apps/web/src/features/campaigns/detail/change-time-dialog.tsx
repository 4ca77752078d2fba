"use client";

import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { SendTimeFields } from "#web/features/campaigns/send/send-time-fields.tsx";
import { useSendTime } from "#web/features/campaigns/send/use-send-time.ts";
import { wallClock } from "#web/features/campaigns/send/word-send-time.ts";
import { useReschedule } from "./use-reschedule.ts";

interface ChangeTimeDialogProps {
  campaign: CampaignDetail;
  sendAt: Date;
  onClose: () => void;
}

/** Mounted with each opening, so that it starts from the present time of the campaign. */
export function ChangeTimeDialog({ campaign, sendAt, onClose }: ChangeTimeDialogProps) {
  const zone = useOrganisationZone();
  const [start] = useState(() => wallClock(sendAt, zone));
  const chosen = useSendTime(start, true);
  const reschedule = useReschedule(campaign.id, onClose);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`When should “${campaign.name}” go out?`}
      confirmLabel="Change time"
      count={0}
      blocked={!chosen.settled}
      pending={reschedule.isPending}
      error={reschedule.error}
      onConfirm={() => {
        const { date, time, choice } = chosen;
        reschedule.mutate({ campaignId: campaign.id, date, time, ...(choice && { choice }) });
      }}
    >
      <SendTimeFields chosen={chosen} />
      <p>Text, sender and pass stay as they were confirmed. To change those, take it back to draft.</p>
    </ConfirmDialog>
  );
}
