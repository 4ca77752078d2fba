import { createHash } from "node:crypto";

/**
 * Names the account that a call goes to and a search looks at. Half of a SHA-256, so that nothing can be read off. It is of
 * the account and not of its token: a changed token still asks the same texts.
 */
export function fingerprintOf(accountSid: string): string {
  return createHash("sha256").update(`twilio\n${accountSid}`).digest("hex").slice(0, 32);
}

const keyPattern = /^(AC[0-9a-f]{32}):(\S{1,200})$/i;

/**
 * An organisation's own Twilio account, kept as one key: `AC…:auth token`.
 * @returns undefined when it is none
 */
export function parseAccountKey(key: string): { accountSid: string; authToken: string } | undefined {
  const [, accountSid, authToken] = keyPattern.exec(key.trim()) ?? [];
  return accountSid && authToken ? { accountSid, authToken } : undefined;
}
