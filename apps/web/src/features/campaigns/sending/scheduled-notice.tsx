"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { cityOf } from "@packpost/core/local-time/city-of";
import { IconArrowBackUp, IconCalendarTime } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useCountdown } from "#web/components/time/use-countdown.ts";
import { formatExpectedEnd } from "#web/features/campaigns/send/expected-end.ts";
import { formatSendTime, formatUntil } from "#web/features/campaigns/send/format-send-time.ts";
import { wavesOf } from "#web/features/campaigns/send/format-waves.ts";
import { ChangeTimeButton } from "./change-time-button.tsx";
import classes from "./sending-notices.module.css";
import { useSendingChange } from "./use-sending-change.ts";

interface ScheduledNoticeProps {
  campaign: CampaignDetail;
  progress: Progress;
  canSend: boolean;
  onChangeTime: () => void;
}

/** When a planned campaign goes out, to how many, and what one can still change (C7). */
export function ScheduledNotice({ campaign, progress, canSend, onChangeTime }: ScheduledNoticeProps) {
  const zone = useOrganisationZone();
  const secondsLeft = useCountdown(progress.beginsInMs);
  const { sendAt } = progress;
  if (sendAt === null) return null;
  return (
    <div className={classes.scheduled}>
      <IconCalendarTime size={22} stroke={1.7} aria-hidden />
      <div className={classes.scheduledWords}>
        <p suppressHydrationWarning>
          <b>{formatSendTime(sendAt, zone)}</b> {cityOf(zone)} time · {formatCountdown(secondsLeft)}
        </p>
        <p className={classes.quiet}>
          Confirmed for {formatPeople(progress.confirmedCount ?? 0)}. Who receives it is computed again when
          it begins; text and sender stay as they were confirmed. Everybody has it{" "}
          {formatExpectedEnd(progress.confirmedCount ?? 0, zone, {
            pauseSeconds: wavesOf(progress.confirmedCount ?? 0, campaign).pauseSeconds,
            pace: campaign.sender.perSecond,
            begins: { at: sendAt },
          })}
          .
        </p>
      </div>
      {canSend && (
        <div className={classes.scheduledButtons}>
          <BackToDraftButton campaignId={campaign.id} />
          <ChangeTimeButton onPress={onChangeTime} />
        </div>
      )}
    </div>
  );
}

/** Takes a campaign that has not begun back to the editor. */
export function BackToDraftButton({ campaignId }: { campaignId: string }) {
  const undo = useSendingChange("undo", campaignId);
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={17} stroke={1.8} aria-hidden />}
      loading={undo.isPending}
      onClick={() => undo.mutate({ campaignId })}
    >
      Back to draft
    </Button>
  );
}

function formatCountdown(secondsLeft: number): string {
  if (secondsLeft <= -15) return "it starts by itself as soon as the sending service answers";
  if (secondsLeft <= 0) return "starting…";
  if (secondsLeft < 600) {
    const seconds = String(secondsLeft % 60).padStart(2, "0");
    return `in ${Math.floor(secondsLeft / 60)}:${seconds}`;
  }
  return formatUntil(new Date(secondsLeft * 1000), new Date(0));
}
