/**
 * Why somebody will not receive a campaign (C4), each a bit, in the order in which people are told about them. The one list:
 * migrations name a bit as `{{no_email}}` and all of them as `{{reason_codes}}`. Rows keep the bits, so a bit never changes its
 * meaning; a new reason takes the next one, and a migration that replaces `reason_codes()`. No imports: the browser uses it too.
 */
export const reasonBits = {
  application_none: 1,
  application_pending: 2,
  application_denied: 4,
  application_inactive: 8,
  pet_inactive: 16,
  registration_none: 32,
  registration_inactive: 64,
  registration_expired: 128,
  no_email: 256,
  invalid_email: 512,
  unsubscribed: 1024,
  hard_bounced: 2048,
  complained: 4096,
  suppressed_domain: 8192,
  suppressed_by_hand: 131072,
  silent: 16384,
  excluded_by_hand: 32768,
  same_mailbox: 65536,
  already_received: 262144,
} as const;
