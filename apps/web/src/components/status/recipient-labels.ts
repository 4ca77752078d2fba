import type { RecipientStatus } from "@packpost/core/campaign/buckets";

/** The word for each state of a recipient, on screen and in files. */
export const recipientLabels: Record<RecipientStatus, string> = {
  waiting: "Waiting",
  claimed: "Being handed over",
  sent: "Sent",
  delivered: "Delivered",
  opened: "Opened",
  clicked: "Clicked",
  bounced: "Bounced",
  unsubscribed: "Unsubscribed",
  spam_complaint: "Spam complaint",
  dropped: "Dropped",
  failed: "Failed",
  undelivered: "Not delivered",
  skipped: "Skipped",
  cancelled: "Cancelled",
  unconfirmed: "Unconfirmed",
};
