"use client";

import { Button } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import type { Progress } from "@packpost/core/campaign/get-progress";
import { IconCalendarTime } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { formatPeople } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { SendTimeFields } from "#web/features/campaigns/send/send-time-fields.tsx";
import { useSendTime } from "#web/features/campaigns/send/use-send-time.ts";
import { wallClock } from "#web/features/campaigns/send/word-send-time.ts";
import { grownTo } from "./grown-to.ts";
import { useReschedule } from "./use-reschedule.ts";

/** Another time for a campaign that has not begun. */
export function ChangeTimeButton(props: Omit<ChangeTimeDialogProps, "onClose">) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarTime size={17} stroke={1.8} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Change time
      </Button>
      {opened && <ChangeTimeDialog {...props} onClose={() => setOpened(false)} />}
    </>
  );
}

interface ChangeTimeDialogProps {
  campaign: CampaignDetail;
  progress: Progress;
  sendAt: Date;
  onClose: () => void;
}

/** Mounted with each opening, so that it starts from the present time of the campaign. */
function ChangeTimeDialog({ campaign, progress, sendAt, onClose }: ChangeTimeDialogProps) {
  const zone = useOrganisationZone();
  const [start] = useState(() => wallClock(sendAt, zone));
  const chosen = useSendTime(start, true);
  const reschedule = useReschedule(campaign.id, onClose);
  const grown = grownTo(progress);
  const confirmed = formatPeople(progress.confirmedCount ?? 0);
  return (
    <ConfirmDialog
      // Another number is another question, and is typed anew.
      key={grown}
      opened
      onClose={onClose}
      title={`When should “${campaign.name}” go out?`}
      confirmLabel={grown === null ? "Change time" : `Schedule for ${formatPeople(grown)}`}
      count={grown ?? 0}
      blocked={chosen.at === null}
      pending={reschedule.isPending}
      error={reschedule.error}
      onConfirm={() => {
        const { date, time, choice } = chosen;
        reschedule.mutate({
          campaignId: campaign.id,
          date,
          time,
          ...(choice && { choice }),
          ...(grown !== null && { confirmedCount: grown }),
        });
      }}
    >
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
