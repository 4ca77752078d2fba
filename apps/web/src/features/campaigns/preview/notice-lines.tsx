"use client";

import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { MailLine } from "./mail-line.tsx";
import { useMails } from "./use-mails.ts";

const abouts = { pause: "that it has paused", unconfirmed: "that people are unconfirmed" };

/**
 * Whom Packpost told by mail that the campaign has paused by itself, or that people are unconfirmed (C7, C17): the newest
 * such notice.
 * @param status the campaign's: with each change there may be another one
 */
export function NoticeLines({ campaignId, status }: { campaignId: string; status: string }) {
  const mails = useMails(campaignId);
  useKeptUp(status, mails.refetch);
  const notice = mails.data?.find(({ kind }) => kind === "notice");
  return notice?.mails.map((mail) => (
    <MailLine key={mail.id} label={`Mail to ${mail.to} ${abouts[notice.about ?? "pause"]}:`} mail={mail} />
  ));
}
