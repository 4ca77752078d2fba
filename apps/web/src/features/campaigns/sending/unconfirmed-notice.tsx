"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { IconHelp } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { formatUnconfirmed } from "#web/features/campaigns/detail/format-unconfirmed.ts";
import classes from "./sending-notices.module.css";
import { useDecideUnconfirmed } from "./use-decide-unconfirmed.ts";

interface UnconfirmedNoticeProps {
  campaign: CampaignDetail;
  progress: Progress;
  canSend: boolean;
}

/** Those of whom the provider has not said whether they got it, and what a person can decide about them (C9). */
export function UnconfirmedNotice({ campaign, progress, canSend }: UnconfirmedNoticeProps) {
  const [asking, ask] = useState(false);
  const decide = useDecideUnconfirmed(campaign.id, () => ask(false));
  const people = progress.buckets.unconfirmed;
  const may = canSend && progress.status !== "cancelled";
  const left = progress.unconfirmedLeftAt !== null;
  return (
    <>
      {people > 0 && (
        <div className={classes.undo} role="status">
          <IconHelp size={22} stroke={1.7} aria-hidden />
          <div className={classes.pausedWords}>
            <p>
              <b>{formatPeople(people)} unconfirmed.</b> {formatUnconfirmed(progress)}
            </p>
            {decide.error !== null && !asking && <ErrorNotice error={decide.error} />}
          </div>
          {may && (
            <Button variant="default" onClick={() => ask(true)}>
              Send again…
            </Button>
          )}
          {may && !left && (
            <Button
              variant="subtle"
              loading={decide.isPending && !asking}
              onClick={() => decide.mutate({ campaignId: campaign.id, decision: "leave" })}
            >
              Leave them
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => ask(false)}
        title={`Send “${campaign.name}” again to ${formatPeople(people)}?`}
        confirmLabel={`Send again to ${formatPeople(people)}`}
        count={people}
        pending={decide.isPending}
        error={decide.error}
        question={people}
        over={
          people === 0 && !decide.isPending ? "The provider has answered meanwhile: see the numbers." : null
        }
        onConfirm={() => decide.mutate({ campaignId: campaign.id, decision: "send_again" })}
      >
        <p>
          Some of them may have it already and then get it twice. Who has unsubscribed or was blocked since is
          skipped, as always.
        </p>
      </ConfirmDialog>
    </>
  );
}
