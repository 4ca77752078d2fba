"use client";

import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import { MailLine } from "./mail-line.tsx";
import { useMails } from "./use-mails.ts";

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaign, beganAt }: { campaign: CampaignDetail; beganAt: Date }) {
  const mails = useMails(campaign.id, campaign.copyTo === "nobody" ? null : beganAt);
  const copy = mails.data?.find(({ kind }) => kind === "copy")?.mails[0];
  if (copy === undefined) return null;
  return <MailLine label={`Copy to ${copy.to}, not counted above:`} mail={copy} />;
}
