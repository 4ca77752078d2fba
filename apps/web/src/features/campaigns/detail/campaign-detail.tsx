"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useOnceOpened } from "#web/components/overlay/use-once-opened.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { CampaignBadge } from "#web/components/status/status-badge.tsx";
import { Time } from "#web/components/time/time.tsx";
import { CopyLine } from "#web/features/campaigns/preview/copy-line.tsx";
import { NoticeLines } from "#web/features/campaigns/preview/notice-lines.tsx";
import { RecipientsCard } from "#web/features/campaigns/recipients/recipients-card.tsx";
import { useOpenRecipient } from "#web/features/campaigns/recipients/use-open-recipient.ts";
import { DetailMenu } from "#web/features/campaigns/related/detail-menu.tsx";
import { RelatedLine } from "#web/features/campaigns/related/related-line.tsx";
import { ExcludeCard } from "#web/features/campaigns/sending/exclude-card.tsx";
import { PausedNotice } from "#web/features/campaigns/sending/paused-notice.tsx";
import { ReconcilingNotice } from "#web/features/campaigns/sending/reconciling-notice.tsx";
import { ScheduledNotice } from "#web/features/campaigns/sending/scheduled-notice.tsx";
import { SendingActions } from "#web/features/campaigns/sending/sending-actions.tsx";
import { UnconfirmedNotice } from "#web/features/campaigns/sending/unconfirmed-notice.tsx";
import { UndoNotice } from "#web/features/campaigns/sending/undo-notice.tsx";
import { ShowMail } from "#web/features/campaigns/sent-mail/show-mail.tsx";
import { useShownMail } from "#web/features/campaigns/sent-mail/use-shown-mail.ts";
import { loadLater } from "#web/trpc/load-later.ts";
import classes from "./campaign-detail.module.css";
import { ChartCard } from "./chart-card.tsx";
import { CheckLine } from "./check-line.tsx";
import { formatSubject } from "./format-subject.ts";
import { HistoryCard } from "./history-card.tsx";
import { LinksCard } from "./links-card.tsx";
import { OutcomeTiles } from "./outcome-tiles.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { useProgress } from "./use-progress.ts";

const SentMailDialog = dynamic(
  () =>
    loadLater(() => import("#web/features/campaigns/sent-mail/sent-mail-dialog.tsx")).then(
      (module) => module.SentMailDialog,
    ),
  { ssr: false },
);

const RecipientPanel = dynamic(
  () =>
    loadLater(() => import("#web/features/campaigns/recipients/recipient-panel.tsx")).then(
      (module) => module.RecipientPanel,
    ),
  { ssr: false },
);

/** Needed only once somebody changes the time. */
const ChangeTimeDialog = dynamic(
  () =>
    loadLater(() => import("#web/features/campaigns/sending/change-time-dialog.tsx")).then(
      (module) => module.ChangeTimeDialog,
    ),
  { ssr: false },
);

const WhoWillReceive = dynamic(
  () => loadLater(() => import("./who-will-receive.tsx")).then((module) => module.WhoWillReceive),
  { loading: () => <Card title="Recipients">…</Card> },
);

/** Planned for later, or held before it began: nobody has been written down yet. Not the ten seconds of Undo. */
function isStillToBegin({ status, planned, audience }: Progress): boolean {
  return audience === 0 && (status === "paused" || (status === "scheduled" && planned));
}

/** Confirmed, and nobody written down yet: what stands below would be pushed away by the numbers a moment later. */
function isBeginning({ status, planned, audience }: Progress): boolean {
  return audience === 0 && ((status === "scheduled" && !planned) || status === "sending");
}

interface CampaignDetailProps {
  campaign: CampaignDetail;
  canSend: boolean;
  canExport: boolean;
  canSeeSuppressions: boolean;
  canSeeAudit: boolean;
}

/** What became of a campaign: every person in exactly one state, and the numbers add up (C10, C15). */
export function CampaignDetailView({
  campaign,
  canSend,
  canExport,
  canSeeSuppressions,
  canSeeAudit,
}: CampaignDetailProps) {
  // Questions are kept here, so that they outlive what they were opened from: somebody else may pause, resume or send meanwhile.
  const [changesTime, changeTime] = useState(false);
  const [resumesTo, askResume] = useState<number | null>(null);
  const onChangeTime = () => changeTime(true);
  const { progress, connected } = useProgress(campaign.id, changesTime || resumesTo !== null);
  const [shownMail] = useShownMail();
  const [openRecipient] = useOpenRecipient();
  const showsMail = useOnceOpened(shownMail !== null);
  const showsRecipient = useOnceOpened(openRecipient !== null);
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Campaigns", href: "/campaigns" }}
        title={campaign.name}
        status={<CampaignBadge status={progress.status} unconfirmed={progress.buckets.unconfirmed} />}
        facts={
          <>
            {campaign.passName} · {progress.sendingBeganAt === null ? "scheduled by" : "sent by"}{" "}
            {campaign.sentByName ?? campaign.authorName}
            {progress.sendingBeganAt !== null && (
              <>
                , <Time at={progress.sendingBeganAt} />
              </>
            )}{" "}
            ·{" "}
            {formatSubject(campaign.subject, {
              pass_name: campaign.passName,
              organisation_name: campaign.sender.name,
            })}
          </>
        }
        actions={
          <>
            <DetailMenu campaign={{ ...campaign, status: progress.status }} />
            <ShowMail />
            {canSend && <SendingActions {...{ campaign, progress, onChangeTime, resumesTo, askResume }} />}
          </>
        }
      />
      <PageBody>
        {progress.status === "scheduled" &&
          (progress.planned ? (
            <ScheduledNotice {...{ campaign, progress, canSend, onChangeTime }} />
          ) : (
            <UndoNotice campaignId={campaign.id} progress={progress} canSend={canSend} />
          ))}
        {progress.status === "paused" && <PausedNotice progress={progress} />}
        <NoticeLines campaignId={campaign.id} status={progress.status} />
        <ReconcilingNotice progress={progress} />
        <UnconfirmedNotice campaign={campaign} progress={progress} canSend={canSend} />
        <ProgressCard progress={progress} connected={connected} />
        {canSend && <ExcludeCard campaignId={campaign.id} progress={progress} />}
        <RelatedLine campaignId={campaign.id} status={progress.status} />
        {progress.sendingBeganAt !== null && !isBeginning(progress) && (
          <CopyLine campaign={campaign} beganAt={progress.sendingBeganAt} />
        )}
        {isStillToBegin(progress) && campaign.passId !== null && (
          <WhoWillReceive
            campaignId={campaign.id}
            isResend={campaign.parentId !== null}
            passId={campaign.passId}
            canExport={canExport}
            canSeeSuppressions={canSeeSuppressions}
            canSend={canSend}
          />
        )}
        {progress.audience > 0 && (
          <>
            <OutcomeTiles progress={progress} canSeeSuppressions={canSeeSuppressions} />
            <div className={classes.pair}>
              <ChartCard campaignId={campaign.id} progress={progress} />
              <LinksCard
                campaignId={campaign.id}
                clicked={progress.facts.clicked + progress.facts.bot_clicked}
              />
            </div>
            <RecipientsCard campaign={campaign} progress={progress} canExport={canExport} />
            <CheckLine campaign={campaign} />
          </>
        )}
        {canSeeAudit && !isBeginning(progress) && (
          <HistoryCard campaignId={campaign.id} moved={`${progress.status} ${progress.sendAt?.getTime()}`} />
        )}
        {changesTime && (
          <ChangeTimeDialog campaign={campaign} progress={progress} onClose={() => changeTime(false)} />
        )}
        {showsRecipient && (
          <RecipientPanel campaign={campaign} progress={progress} canSeeSuppressions={canSeeSuppressions} />
        )}
        {showsMail && <SentMailDialog campaignId={campaign.id} />}
      </PageBody>
    </>
  );
}
