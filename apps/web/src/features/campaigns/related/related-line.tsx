"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import Link from "next/link";
import { CampaignBadge } from "#web/components/status/status-badge.tsx";
import classes from "./related-line.module.css";
import { useRelated } from "./use-related.ts";

/** Links a resend with the campaign it belongs to, both ways (C16). */
export function RelatedLine({ campaignId, status }: { campaignId: string; status: CampaignStatus }) {
  const related = useRelated(campaignId, status);
  if (related === undefined || (related.parent === null && related.children.length === 0)) return null;
  return (
    <p className={classes.line}>
      {related.parent !== null && (
        <span>
          {status === "draft" ? "Goes only to those whom" : "Went only to those whom"}{" "}
          <Link href={`/campaigns/${related.parent.id}`}>{related.parent.name}</Link> failed to reach.
        </span>
      )}
      {related.children.map((child) => (
        <span key={child.id} className={classes.child}>
          Resent to those who failed: <Link href={`/campaigns/${child.id}`}>{child.name}</Link>
          <CampaignBadge status={child.status} />
        </span>
      ))}
    </p>
  );
}
