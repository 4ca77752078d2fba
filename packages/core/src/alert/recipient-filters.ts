/** Which of an alert's people are shown; `unreached`: those for a call or a mail (A13). No validation library here: pages load this. */
export const alertRecipientFilters = [
  "all",
  "waiting",
  "sent",
  "failed",
  "skipped",
  "cancelled",
  "unconfirmed",
  "unreached",
] as const;
export type AlertRecipientFilter = (typeof alertRecipientFilters)[number];
