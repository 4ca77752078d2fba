"use client";

import type { Reason } from "@packpost/core/audience/explain-reasons";
import type { ReasonCode } from "@packpost/core/audience/reasons";
import Link from "next/link";
import { fixPlaceOf } from "#web/components/status/fix-place.ts";
import {
  fixAfterSending,
  formatReason,
  moreAbout,
  reasonLabels,
} from "#web/components/status/reason-words.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { FixLink } from "./fix-link.tsx";
import classes from "./recipient-panel.module.css";
import { SameReason } from "./same-reason.tsx";

interface SkipReasonsProps {
  campaignId: string;
  customerId: string;
  passId: string | null;
  reasons: readonly Reason[];
  /** Which of them hold today; null = not known. */
  still: readonly ReasonCode[] | null;
  email: string | null;
  canSeeSuppressions: boolean;
}

/** All reasons why somebody was skipped as they were then, what each means, and what helps where it still holds (C4). */
export function SkipReasons({
  campaignId,
  customerId,
  passId,
  reasons,
  still,
  email,
  canSeeSuppressions,
}: SkipReasonsProps) {
  const zone = useOrganisationZone();
  const now = new Date();
  return (
    <ul className={classes.reasons} aria-label="Reasons">
      {reasons.map((reason) => {
        const { tone, meaning } = reasonLabels[reason.code];
        const fix = fixAfterSending(reason.code);
        const place = fixPlaceOf(reason, customerId, passId);
        const holds = still === null || still.includes(reason.code);
        return (
          <li key={reason.code}>
            <ToneBadge tone={tone}>{formatReason(reason, now, zone)}</ToneBadge>
            <span>
              {meaning} {moreAbout(reason)}
            </span>
            {holds ? (
              fix !== null &&
              (place === null ? (
                <b>{fix}.</b>
              ) : (
                <Link href={place} prefetch={false}>
                  {fix}
                </Link>
              ))
            ) : (
              <span className={classes.over}>
                This no longer applies: today it would not keep them from a campaign.
              </span>
            )}
            <span className={classes.actions}>
              {holds && canSeeSuppressions && <FixLink reason={reason.code} email={email} />}
              <SameReason campaignId={campaignId} code={reason.code} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
