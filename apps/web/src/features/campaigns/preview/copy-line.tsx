"use client";

import { MailLine } from "./mail-line.tsx";
import { useMails } from "./use-mails.ts";

/** The copy of a campaign (C3): a line of its own, since it is outside the audience and every rate. */
export function CopyLine({ campaignId }: { campaignId: string }) {
  const mails = useMails(campaignId);
  const copy = mails.data?.find(({ kind }) => kind === "copy")?.mails[0];
  if (copy === undefined) return null;
  return <MailLine label={`Copy to ${copy.to}, not counted above:`} mail={copy} />;
}
