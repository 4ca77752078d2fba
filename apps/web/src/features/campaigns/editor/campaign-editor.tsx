"use client";

import { useDocumentTitle } from "@mantine/hooks";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { excessOf } from "#web/components/markdown/too-long.ts";
import { TooLongLine } from "#web/components/markdown/too-long-line.tsx";
import { PageBody } from "#web/components/page/card.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { CampaignBadge } from "#web/components/status/status-badge.tsx";
import { ApprovalNotice } from "#web/features/campaigns/approval/approval-notice.tsx";
import { useApproval } from "#web/features/campaigns/approval/use-approval.ts";
import { AudienceSection } from "#web/features/campaigns/audience/audience-section.tsx";
import { PreviewButton } from "#web/features/campaigns/preview/preview-button.tsx";
import { RelatedLine } from "#web/features/campaigns/related/related-line.tsx";
import { ScheduleButton } from "#web/features/campaigns/send/schedule-button.tsx";
import { SendButton } from "#web/features/campaigns/send/send-button.tsx";
import classes from "./campaign-editor.module.css";
import { ConflictNotice } from "./draft/conflict-notice.tsx";
import { FrozenNotice } from "./draft/frozen-notice.tsx";
import { SaveStatus } from "./draft/save-status.tsx";
import { tooLongFields } from "./draft/too-long.ts";
import { useDraft } from "./draft/use-draft.ts";
import { useFrozenMeanwhile } from "./draft/use-frozen-meanwhile.ts";
import { DraftForm } from "./draft-form.tsx";
import { EditorPreflight } from "./editor-preflight.tsx";
import { PreviewPane } from "./mail/preview-pane.tsx";
import type { PickedRecipient } from "./mail/recipient-picker.tsx";
import { usePreview } from "./mail/use-preview.ts";

interface CampaignEditorProps {
  campaign: CampaignDetail;
  /** Whether this person's role may send. */
  canSend: boolean;
  canExport: boolean;
  /** Whether it may see whom nobody writes to any more. */
  canSeeSuppressions: boolean;
}

/** One page to write a campaign, see it as it arrives, look through who receives it, and send it. */
export function CampaignEditor({ campaign, canSend, canExport, canSeeSuppressions }: CampaignEditorProps) {
  const { fields, state, saver } = useDraft(campaign);
  useDocumentTitle(`${fields.name} · Campaigns · Packpost`);
  const heard = useFrozenMeanwhile(campaign.id, saver);
  const status = (state.kind === "frozen" ? heard : undefined) ?? "draft";
  const approval = useApproval(campaign.id);
  const awaits = approval?.request?.state === "waiting" && !approval.request.late;
  const [recipient, setRecipient] = useState<PickedRecipient | null>(null);
  const preview = usePreview(campaign.id, fields, recipient?.customerId ?? null);
  const problems = preview.data?.problems ?? [];
  const tooLong = tooLongFields(fields).length > 0;
  const sendProps = {
    campaign,
    fields,
    saver,
    canSend,
    taken: state.kind === "frozen",
    problems,
    fieldsWithoutFallback: preview.data?.fieldsWithoutFallback ?? [],
    hasUnsubscribe: preview.data?.hasUnsubscribe,
    shownSubject: preview.data?.message?.subject,
    shownTo: recipient?.name,
    approvalOver: approval?.over ?? null,
  };
  return (
    <>
      <PageHeader
        sticky
        breadcrumb={{ label: "Campaigns", href: "/campaigns" }}
        title={<NameField name={fields.name} onChange={(name) => saver.change({ name })} />}
        status={<CampaignBadge status={status} awaitsApproval={awaits} />}
        actions={
          <>
            <SaveStatus state={state} onRetry={() => void saver.flush()} />
            <PreviewButton
              campaignId={campaign.id}
              fields={fields}
              saver={saver}
              problems={problems}
              recipient={recipient}
            />
            {!awaits && (
              <>
                <ScheduleButton {...sendProps} />
                <SendButton {...sendProps} />
              </>
            )}
          </>
        }
      />
      <PageBody>
        {excessOf("name", fields.name) > 0 && <TooLongLine field="name" text={fields.name} />}
        {state.kind === "conflict" && (
          <ConflictNotice {...state} onResolve={(choice) => saver.resolve(choice)} />
        )}
        {state.kind === "frozen" && <FrozenNotice campaignId={campaign.id} unsaved={saver.isDirty()} />}
        <ApprovalNotice campaign={campaign} approval={approval} />
        <RelatedLine campaignId={campaign.id} status="draft" />
        <div className={classes.columns}>
          <DraftForm
            campaign={campaign}
            fields={fields}
            problems={problems}
            readOnly={state.kind === "frozen"}
            onChange={(changes) => saver.change(changes)}
          />
          <PreviewPane
            preview={preview.data}
            stale={preview.isPlaceholderData}
            tooLong={tooLong}
            error={preview.data === undefined ? preview.error : null}
            onRetry={() => void preview.refetch()}
            sender={campaign.sender}
            campaignId={campaign.id}
            passId={fields.passId}
            recipient={recipient}
            onRecipient={setRecipient}
          />
        </div>
        <EditorPreflight
          campaignId={campaign.id}
          fields={fields}
          preview={preview.data}
          failed={preview.data === undefined && preview.isError}
          retiredPass={
            campaign.passes.find(({ id, retired }) => retired && id === fields.passId)?.name ?? null
          }
        />
        <AudienceSection
          campaignId={campaign.id}
          isResend={campaign.parentId !== null}
          canExport={canExport}
          canSeeSuppressions={canSeeSuppressions}
          passId={fields.passId}
          lacksPasses={campaign.passes.every(({ retired }) => retired)}
          fieldsWithoutFallback={preview.data?.fieldsWithoutFallback ?? []}
        />
      </PageBody>
    </>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  return (
    <span className={classes.name} data-value={name || "Give it a name"}>
      <input
        className={classes.nameInput}
        aria-label="Name of the campaign; customers do not see it"
        aria-invalid={name.trim() === "" || excessOf("name", name) > 0}
        placeholder="Give it a name"
        title="Click to change it; only your team sees this name"
        size={1}
        value={name}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <IconPencil className={classes.pencil} size={16} stroke={1.8} aria-hidden />
    </span>
  );
}
