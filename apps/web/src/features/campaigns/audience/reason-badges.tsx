"use client";

import type { Reason } from "@packpost/core/audience/explain-reasons";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import { ToneBadge } from "#web/components/status-badge.tsx";
import classes from "./audience.module.css";
import { moreAbout, reasonWords, wordReason } from "./reason-words.ts";

/** All reasons of one person, not the first. */
export function ReasonBadges({ reasons }: { reasons: readonly Reason[] }) {
  const zone = useOrganisationZone();
  const now = new Date();
  return (
    <span className={classes.reasons} data-wide="true">
      {reasons.map((reason) => (
        <ToneBadge
          key={reason.code}
          tone={reasonWords[reason.code].tone}
          title={moreAbout(reason) ?? reasonWords[reason.code].fix ?? reasonWords[reason.code].word}
        >
          {wordReason(reason, now, zone)}
        </ToneBadge>
      ))}
    </span>
  );
}
