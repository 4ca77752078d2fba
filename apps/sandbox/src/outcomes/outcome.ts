import { z } from "zod";

/** What becomes of a message, steered by the local part of its address, a knob, or by chance. */
export const OUTCOMES = {
  deliver: "Delivered within about a second; nobody opens it",
  open: "Delivered, then opened by a person",
  machineopen: "Delivered, then opened by Apple's privacy proxy, not a person",
  click: "Delivered, opened, and one link clicked",
  scanner: "Delivered, and a link scanner visits every link within seconds",
  slow: "Delivered only after half a minute",
  transient: "Delayed once (Transient bounce), then delivered",
  soft: "Soft bounce: mailbox full",
  bounce: "Hard bounce: unknown user; the address is suppressed",
  blocked: "Blocked by the receiving server",
  spamcontent: "Rejected as spam by its content (SpamNotification)",
  spam: "Delivered, then reported as spam; the address is suppressed",
  autoreply: "Delivered, and an auto-responder answers",
  unsubscribe: "Delivered, opened, and unsubscribed by Postmark's own link; the address is suppressed",
  oneclick: "Delivered, and unsubscribed by the List-Unsubscribe header (RFC 8058)",
  none: "Accepted, and never heard of again",
} as const;

export const OUTCOME_NAMES = [
  "deliver",
  "open",
  "machineopen",
  "click",
  "scanner",
  "slow",
  "transient",
  "soft",
  "bounce",
  "blocked",
  "spamcontent",
  "spam",
  "autoreply",
  "unsubscribe",
  "oneclick",
  "none",
] as const satisfies readonly (keyof typeof OUTCOMES)[];

export const outcomeSchema = z.enum(OUTCOME_NAMES);
export type Outcome = z.infer<typeof outcomeSchema>;
