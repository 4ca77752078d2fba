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

/** What becomes of a text beside `deliver`, `slow` and `none`: the carrier's error, by the number that steers to it. */
export const TEXT_FAILURES = {
  overflow: { code: 30001, number: "+15005553001", words: "Queue overflow" },
  unreachable: { code: 30003, number: "+15005553003", words: "Unreachable destination handset" },
  carrierblocked: { code: 30004, number: "+15005553004", words: "Message blocked" },
  unknownnumber: { code: 30005, number: "+15005553005", words: "Unknown destination handset" },
  landline: { code: 30006, number: "+15005553006", words: "Landline or unreachable carrier" },
  filtered: { code: 30007, number: "+15005553007", words: "Message filtered" },
  unexplained: { code: 30008, number: "+15005553008", words: "Unknown error" },
  unregistered: { code: 30034, number: "+15005553034", words: "Message from an unregistered number" },
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

/** What only a text can come to. */
export const TEXT_FAILURE_NAMES = [
  "overflow",
  "unreachable",
  "carrierblocked",
  "unknownnumber",
  "landline",
  "filtered",
  "unexplained",
  "unregistered",
] as const satisfies readonly (keyof typeof TEXT_FAILURES)[];

export const outcomeSchema = z.enum([...OUTCOME_NAMES, ...TEXT_FAILURE_NAMES]);
export type Outcome = z.infer<typeof outcomeSchema>;
export type MailOutcome = (typeof OUTCOME_NAMES)[number];
type TextFailure = (typeof TEXT_FAILURE_NAMES)[number];

export const isTextFailure = (outcome: Outcome): outcome is TextFailure => outcome in TEXT_FAILURES;
