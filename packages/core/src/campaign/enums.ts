/** The closed lists that browser and server share. No validation library here: pages load this. */

export {
  type BroadcastStatus as CampaignStatus,
  broadcastStatuses as campaignStatuses,
  type CopyReceiver,
  copyReceivers,
} from "@packpost/db/enums";

/** What a campaign is called until somebody names it. */
export const UNTITLED = "Untitled campaign";

/** How long a send can be undone before its first message leaves (C7). */
export const UNDO_SECONDS = 10;

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

/** By what the recipients of a sent campaign can be sorted. */
export const recipientSorts = ["name", "status", "statusAt"] as const;
export type RecipientSort = (typeof recipientSorts)[number];

/** How much of a campaign's life its chart shows: minutes, quarters of an hour, hours, quarters of a day. */
export const chartRanges = ["hour", "day", "week", "all"] as const;
export type ChartRange = (typeof chartRanges)[number];

/** The word if the list has it, e.g. one from a URL. */
export function findWord<Word extends string>(
  words: readonly Word[],
  found: string | null | undefined,
): Word | undefined {
  return words.find((word) => word === found);
}
