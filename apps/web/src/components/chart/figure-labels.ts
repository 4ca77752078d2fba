import type { BarPart, FigureName } from "@packpost/core/campaign/figures";
import { recipientStates } from "../status/state-vocabulary.ts";

/** The word of each figure of a campaign: one word, one number, on tiles, legend, chips and in links. */
export const figureLabels: Record<FigureName, string> = {
  all: "All",
  waiting: "Waiting",
  handed_over: "Being handed over",
  sent: "Sent",
  no_answer: "No answer yet",
  delivered: "Delivered",
  delivered_not_opened: "Delivered, not opened",
  opened: "Opened",
  opened_no_click: "Opened, no click",
  bot_opened: "Opened by machines alone",
  clicked: "Clicked",
  bot_clicked: "Clicked by machines alone",
  bounced: "Bounced",
  hard_bounced: "Hard bounce",
  soft_bounced: "Soft bounce",
  unsubscribed: "Unsubscribed",
  unsubscribed_no_click: "Unsubscribed, no click",
  spam_complaint: "Spam complaint",
  complained_no_click: "Spam complaint, no click",
  failed: "Failed or dropped",
  skipped: "Skipped",
  cancelled: "Cancelled",
  unconfirmed: "Unconfirmed",
};

/** Colour and explanation of a part of the stacked bar: those of the state its people mostly are in. */
export const partStates: Record<BarPart, (typeof recipientStates)[keyof typeof recipientStates]> = {
  clicked: recipientStates.clicked,
  opened_no_click: recipientStates.opened,
  delivered_not_opened: recipientStates.delivered,
  no_answer: recipientStates.sent,
  unsubscribed_no_click: recipientStates.unsubscribed,
  bounced: recipientStates.bounced,
  complained_no_click: recipientStates.spam_complaint,
  failed: recipientStates.failed,
  unconfirmed: recipientStates.unconfirmed,
  waiting: recipientStates.waiting,
  cancelled: recipientStates.cancelled,
  skipped: recipientStates.skipped,
};
