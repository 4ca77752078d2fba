"use client";

import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import { RecipientBadge } from "#web/components/status-badge.tsx";
import { Time } from "#web/components/time.tsx";
import classes from "./copy-line.module.css";
import { useMails } from "./use-mails.ts";

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaign, beganAt }: { campaign: CampaignDetail; beganAt: Date }) {
  const mails = useMails(campaign.id, campaign.copyTo === "nobody" ? null : beganAt);
  const copy = mails.data?.find(({ kind }) => kind === "copy")?.mails[0];
  if (copy === undefined) return null;
  return (
    <p className={classes.line}>
      <span>Copy to {copy.to}, not counted above:</span>
      <RecipientBadge status={copy.status} />
      <Time at={copy.at} />
      {copy.words !== null && copy.status !== "delivered" && <span>{copy.words}</span>}
    </p>
  );
}
