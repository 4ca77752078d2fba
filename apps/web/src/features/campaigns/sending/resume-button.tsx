"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { grownTo } from "./grown-to.ts";
import { useSendingChange } from "./use-sending-change.ts";

interface ResumeButtonProps {
  campaign: CampaignDetail;
  progress: Progress;
}

/** Goes on where it stood; a campaign whose audience has grown is confirmed anew, by its new number. */
export function ResumeButton({ campaign, progress }: ResumeButtonProps) {
  const [asking, setAsking] = useState(false);
  const grown = grownTo(progress);
  const resume = useSendingChange("resume", campaign.id, grown === null ? undefined : () => setAsking(false));
  const go = () => resume.mutate({ campaignId: campaign.id });
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={17} stroke={1.8} aria-hidden />}
        loading={resume.isPending}
        onClick={() => (grown === null ? go() : setAsking(true))}
      >
        {grown === null ? "Resume" : `Send to ${formatPeople(grown)}`}
      </Button>
      {grown !== null && (
        <ConfirmDialog
          opened={asking}
          onClose={() => setAsking(false)}
          title={`Send “${campaign.name}” to ${formatPeople(grown)}?`}
          confirmLabel={`Send to ${formatPeople(grown)}`}
          count={grown}
          pending={resume.isPending}
          error={resume.error}
          onConfirm={go}
        >
          <p>
            {formatPeople(progress.confirmedCount ?? 0)} were confirmed when it was scheduled. It begins at
            once, with everyone who may get campaigns then.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
