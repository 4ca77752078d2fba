"use client";

import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { RecipientBadge } from "#web/components/status/status-badge.tsx";
import classes from "./delivery-line.module.css";
import { DeliveryLine } from "./delivery-line.tsx";
import { useDeliveries } from "./use-deliveries.ts";

/** The copy is queued a moment after the sending began: until then its line keeps its place. */
const keepsPlaceMs = 60_000;

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaign, beganAt }: { campaign: CampaignDetail; beganAt: Date }) {
  const deliveries = useDeliveries(campaign.id, campaign.copyTo === "nobody" ? null : beganAt);
  const copy = deliveries.data?.find(({ purpose }) => purpose === "copy")?.deliveries[0];
  if (copy !== undefined)
    return <DeliveryLine label={`Copy to ${copy.to}, not counted above:`} mail={copy} />;
  if (campaign.copyTo === "nobody" || Date.now() - beganAt.getTime() > keepsPlaceMs) return null;
  return (
    <p className={classes.line}>
      <span>Copy, not counted above:</span>
      <RecipientBadge status="waiting" />
    </p>
  );
}
