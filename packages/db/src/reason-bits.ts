/**
 * Why somebody will not receive a campaign (C4) or an alert (A11, A12, A14), each a bit, in the order in which people are told about them. The one list:
 * migrations name a bit as `{{no_email}}` and all of them as `{{reason_codes}}`. Rows keep the bits, so a bit never changes its
 * meaning. All 32 are taken (had_enough has the one of the sign), and a 33rd is refused by `put-reason-bits` before anything is migrated
 * with it: columns are `int`, and so are the operators of JavaScript, for which 2 ** 32 is no bit at all. How to make room stands in
 * docs/decisions/2026-11-30-frequency.md. No imports: the browser uses it too.
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
  had_enough: -2147483648,
  no_number: 524288,
  not_textable: 1048576,
  opted_out: 2097152,
  text_unsubscribed: 4194304,
  blocked_number: 8388608,
  held_number: 16777216,
  same_number: 33554432,
  appointment_cancelled: 67108864,
  appointment_moved: 134217728,
  appointment_begun: 268435456,
  quiet_hours: 536870912,
  invalid_number: 1073741824,
} as const;
