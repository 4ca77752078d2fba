import { type RecipientStatus, recipientStatuses } from "@packpost/db/enums";

/**
 * The statuses of a recipient and the bucket each belongs to (FEATURES.md "Buckets"): every recipient is in exactly
 * one, so that audience = waiting + sent + failed + skipped + cancelled + unconfirmed. Browser-safe.
 */
export const bucketOf = {
  waiting: "waiting",
  claimed: "waiting",
  sent: "sent",
  delivered: "sent",
  opened: "sent",
  clicked: "sent",
  unsubscribed: "sent",
  spam_complaint: "sent",
  bounced: "sent",
  dropped: "failed",
  failed: "failed",
  undelivered: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
  unconfirmed: "unconfirmed",
} as const satisfies Record<RecipientStatus, string>;

export type Bucket = (typeof bucketOf)[RecipientStatus];
export { type RecipientStatus, recipientStatuses };

/** The statuses of a bucket. */
export function statusesIn(bucket: Bucket): RecipientStatus[] {
  return recipientStatuses.filter((status) => bucketOf[status] === bucket);
}

/** Whether a word from outside is a recipient's status. */
export function isRecipientStatus(word: string): word is RecipientStatus {
  return Object.hasOwn(bucketOf, word);
}

/** People per bucket, from people per status; whatever else stands beside them is not counted. */
export function sumBuckets(
  counts: Readonly<Partial<Record<RecipientStatus, number>>>,
): Record<Bucket, number> {
  const sums = { waiting: 0, sent: 0, failed: 0, skipped: 0, cancelled: 0, unconfirmed: 0 };
  for (const status of recipientStatuses) sums[bucketOf[status]] += counts[status] ?? 0;
  return sums;
}
