"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { grownTo } from "./grown-to.ts";
import { useSendingChange } from "./use-sending-change.ts";
import { whyOver } from "./why-over.ts";

interface ResumeButtonProps {
  campaign: CampaignDetail;
  progress: Progress;
  /** To how many, while it is asked; null = it is not. */
  asked: number | null;
  onAsk: (people: number | null) => void;
}

/**
 * Goes on where it stood; a campaign whose audience has grown is confirmed anew, by its new number. Mounted whatever
 * the campaign does: its question outlives the pause that somebody else ends.
 */
export function ResumeButton({ campaign, progress, asked, onAsk }: ResumeButtonProps) {
  const close = () => onAsk(null);
  const grown = grownTo(progress);
  const resume = useSendingChange(
    "resume",
    campaign.id,
    grown === null && asked === null ? undefined : close,
  );
  const go = () => resume.mutate({ campaignId: campaign.id });
  const people = grown ?? asked;
  return (
    <>
      {progress.status === "paused" && (
        <Button
          leftSection={<IconPlayerPlay size={17} stroke={1.8} aria-hidden />}
          loading={resume.isPending}
          onClick={() => (grown === null ? go() : onAsk(grown))}
        >
          {grown === null ? "Resume" : `Send to ${formatPeople(grown)}`}
        </Button>
      )}
      {asked !== null && people !== null && (
        <ConfirmDialog
          opened
          onClose={close}
          title={`Send “${campaign.name}” to ${formatPeople(people)}?`}
          confirmLabel={`Send to ${formatPeople(people)}`}
          count={people}
          question={people}
          over={grown === null && !resume.isPending ? whyOver(progress.status) : null}
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
