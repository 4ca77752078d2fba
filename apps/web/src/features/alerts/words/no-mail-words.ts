import type { NoMailReason } from "@packpost/core/alert/unreached/mail-of-unreached";

/** Why somebody cannot be sent an alert as email, behind their name. */
export const noMailWords: Readonly<Record<NoMailReason, string>> = {
  no_address: "no email address",
  unsubscribed: "unsubscribed from email",
  blocked: "their mailbox is blocked, or has refused our mail",
  same_mailbox: "same mailbox as somebody who gets it",
};
