import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** User of every organisation's webhook; the password alone is secret. */
export const WEBHOOK_USER = "packpost";

/** A new password: 256 random bits, so that a plain hash keeps it (no dictionary holds it). */
export function makeWebhookPassword(): string {
  return randomBytes(32).toString("base64url");
}

/** As it is kept: SHA-256 in hex. */
export function hashWebhookPassword(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/**
 * Whether a password is one of those that are kept. Takes the same time whatever is wrong with it.
 * @param hashes see {@link hashWebhookPassword}; null where there is none
 */
export function isWebhookPassword(password: string, hashes: readonly (string | null)[]): boolean {
  const given = createHash("sha256").update(password).digest();
  return hashes
    .map((hash) => timingSafeEqual(given, Buffer.from((hash ?? "").padEnd(64, "0"), "hex")) && hash !== null)
    .includes(true);
}
