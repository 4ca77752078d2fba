"use client";

import type { CampaignPreview } from "@packpost/core/campaign/draft/preview-campaign";
import { MailPreview } from "#web/components/mail/mail-preview.tsx";
import { formatGap } from "#web/components/markdown/format-missing.ts";
import classes from "./preview-pane.module.css";
import { type PickedRecipient, RecipientPicker } from "./recipient-picker.tsx";

interface PreviewPaneProps {
  preview: CampaignPreview | undefined;
  /** The shown mail is of older words. */
  stale: boolean;
  error: unknown;
  /** What is written does not fit, so there is no mail of it. */
  tooLong: boolean;
  onRetry: () => void;
  sender: { name: string; email: string };
  campaignId: string;
  passId: string | null;
  recipient: PickedRecipient | null;
  onRecipient: (recipient: PickedRecipient | null) => void;
}

/** The mail as it will arrive, made by the same code that sends it (C5). */
export function PreviewPane({
  preview,
  campaignId,
  passId,
  recipient,
  onRecipient,
  ...shown
}: PreviewPaneProps) {
  const gap = preview !== undefined && recipient !== null ? formatGap(recipient.name, preview.missing) : null;
  return (
    <MailPreview
      {...shown}
      message={preview?.message}
      preheader={preview?.preheader}
      gap={gap}
      whose={
        <div className={classes.as}>
          <span aria-hidden="true">as</span>
          <RecipientPicker campaignId={campaignId} passId={passId} picked={recipient} onPick={onRecipient} />
        </div>
      }
    />
  );
}
