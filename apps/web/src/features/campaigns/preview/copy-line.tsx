"use client";

import { RecipientBadge } from "#web/components/status-badge.tsx";
import { Time } from "#web/components/time.tsx";
import classes from "./copy-line.module.css";
import { useMails } from "./use-mails.ts";

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaignId }: { campaignId: string }) {
  const mails = useMails(campaignId);
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
