/** The closed lists that browser and server share. No validation library here: pages load this. */

export const campaignStatuses = ["draft", "scheduled", "sending", "paused", "sent", "cancelled"] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Columns the list of campaigns can be sorted by. */
export const campaignSorts = [
  "date",
  "name",
  "status",
  "sent",
  "opened",
  "openRate",
  "clicked",
  "bounced",
  "unsubscribed",
  "blocked",
] as const;
export type CampaignSort = (typeof campaignSorts)[number];

/** Words of the filter above the recipients of a sent campaign. */
export const recipientFilters = [
  "all",
  "waiting",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "unsubscribed",
  "spam_complaint",
  "failed",
  "skipped",
  "cancelled",
  "unconfirmed",
] as const;
export type RecipientFilter = (typeof recipientFilters)[number];

/** Who gets a copy when sending begins (C3). */
export const copyReceivers = ["sender", "organisation", "nobody"] as const;
export type CopyReceiver = (typeof copyReceivers)[number];

/** The word if the list has it, e.g. one from a URL. */
export function findWord<Word extends string>(
  words: readonly Word[],
  found: string | null | undefined,
): Word | undefined {
  return words.find((word) => word === found);
}
