"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import Link from "next/link";
import { CampaignBadge } from "#web/components/status-badge.tsx";
import classes from "./relatives-line.module.css";
import { useRelatives } from "./use-relatives.ts";

/** Links a resend with the campaign it belongs to, both ways (C16). */
export function RelativesLine({ campaignId, status }: { campaignId: string; status: CampaignStatus }) {
  const relatives = useRelatives(campaignId, status);
  if (relatives === undefined || (relatives.parent === null && relatives.children.length === 0)) return null;
  return (
    <p className={classes.line}>
      {relatives.parent !== null && (
        <span>
          {status === "draft" ? "Goes only to those whom" : "Went only to those whom"}{" "}
          <Link href={`/campaigns/${relatives.parent.id}`}>{relatives.parent.name}</Link> failed to reach.
        </span>
      )}
      {relatives.children.map((child) => (
        <span key={child.id} className={classes.child}>
          Resent to those who failed: <Link href={`/campaigns/${child.id}`}>{child.name}</Link>
          <CampaignBadge status={child.status} />
        </span>
      ))}
    </p>
  );
}
