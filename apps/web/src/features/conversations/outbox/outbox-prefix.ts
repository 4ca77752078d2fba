const version = 1;

/** The prefix of somebody's keys in the browser's storage; another person at the same computer has others. */
export function outboxPrefix(staffMemberId: string): string {
  return `packpost-outbox-${version}/${staffMemberId}/`;
}
