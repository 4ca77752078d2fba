"use client";

import { useKeptUp } from "#web/features/campaigns/detail/use-kept-up.ts";
import { DeliveryLine } from "./delivery-line.tsx";
import { useDeliveries } from "./use-deliveries.ts";

const abouts = {
  pause: "that it has paused",
  unconfirmed: "that people are unconfirmed",
  approval: "about its approval",
};

/**
 * Whom Packpost told by mail that the campaign has paused by itself, or that people are unconfirmed (C7, C17): the newest
 * such notice.
 * @param status the campaign's: with each change there may be another one
 */
export function NoticeLines({ campaignId, status }: { campaignId: string; status: string }) {
  const deliveries = useDeliveries(campaignId);
  useKeptUp(status, deliveries.refetch);
  const notice = deliveries.data?.find(({ purpose }) => purpose === "notice");
  return notice?.deliveries.map((mail) => (
    <DeliveryLine
      key={mail.id}
      label={`Mail to ${mail.to} ${abouts[notice.about ?? "pause"]}:`}
      mail={mail}
    />
  ));
}
