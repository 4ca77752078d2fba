import { Secret, TOTP } from "otpauth";
import { createKeySeal } from "../provider-key/key-seal.ts";
import type { LinkSecrets } from "../unsubscribe/secrets.ts";

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, 30 seconds. */
const PERIOD_SECONDS = 30;
/** A phone's clock may be a step off (RFC 6238, 5.2). */
const WINDOW = 1;

/** Keeps secrets of authenticator apps unreadable in the database. */
export interface TotpSeals {
  seal(secret: string, userId: string): string;
  /** @throws {Error} when none of the installation's secrets opens it */
  open(sealed: string, userId: string): string;
}

/** @param secrets AUTH_SECRET, then those before it: what was sealed under one of them can still be read */
export function createTotpSeals(secrets: LinkSecrets): TotpSeals {
  const [current, ...previous] = secrets;
  const seal = createKeySeal(current, previous.join(","), "packpost authenticators");
  const about = (userId: string) => `authenticator ${userId}`;
  return {
    seal: (secret, userId) => seal.seal(secret, about(userId)),
    open: (sealed, userId) => seal.open(sealed, about(userId)),
  };
}

/** A new secret of 160 bits, in base32 as apps take it. */
export function makeTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What a QR code says to an app. @param account as the app lists it: the address that one signs in with (T66) */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/** @returns the time step that the code is of, near now; null when it is none */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totpOf(secret, "").validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Packpost", label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}
