"use client";

import type { Reason } from "@packpost/core/audience/explain-reasons";
import { Fragment } from "react";
import { formatReason, moreAbout, reasonLabels } from "#web/components/status/reason-words.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import classes from "./audience.module.css";

/** All reasons of one person, not the first. */
export function ReasonBadges({ reasons }: { reasons: readonly Reason[] }) {
  const zone = useOrganisationZone();
  const now = new Date();
  return (
    <span className={classes.reasons} data-wide="true">
      {reasons.map((reason) => (
        <Fragment key={reason.code}>
          <ToneBadge
            tone={reasonLabels[reason.code].tone}
            title={titleOf(
              formatReason(reason, now, zone),
              moreAbout(reason) ?? reasonLabels[reason.code].fix,
            )}
          >
            {reason.code === "invalid_email"
              ? reasonLabels.invalid_email.word
              : formatReason(reason, now, zone)}
          </ToneBadge>
          {/* What is wrong with an address is a sentence, too long for a badge. */}
          {reason.code === "invalid_email" && <span className={classes.fault}>{reason.providerMessage}</span>}
        </Fragment>
      ))}
    </span>
  );
}

/** The whole words, which the badge may have no room for, and what else there is to say. */
function titleOf(words: string, more: string | null): string {
  return more === null || more === words ? words : `${words}\n${more}`;
}
