"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import classes from "./mail-line.module.css";
import { MailLine } from "./mail-line.tsx";
import { useMails } from "./use-mails.ts";

/** The copy is queued a moment after the sending began: until then its line keeps its place. */
const keepsPlaceMs = 60_000;

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaign, beganAt }: { campaign: CampaignDetail; beganAt: Date }) {
  const mails = useMails(campaign.id, campaign.copyTo === "nobody" ? null : beganAt);
  const copy = mails.data?.find(({ kind }) => kind === "copy")?.mails[0];
  if (copy !== undefined) return <MailLine label={`Copy to ${copy.to}, not counted above:`} mail={copy} />;
  if (campaign.copyTo === "nobody" || Date.now() - beganAt.getTime() > keepsPlaceMs) return null;
  return (
    <p className={classes.line}>
      <span>Copy, not counted above:</span>
      <RecipientBadge status="waiting" />
    </p>
  );
}
