import { createHash, randomBytes } from "node:crypto";
import { fromToken, toToken } from "../reply-address/base32.ts";

/**
 * A new token for a link that founds an organisation: 128 random bits in small letters and digits. The token is shown once, its hash
 * goes into the database.
 */
export function makeFoundingToken(): { token: string; hash: string } {
  const token = toToken(randomBytes(16));
  return { token, hash: hashOf(token) };
}

/** @returns the hash of a token as it came; null for what is no token of ours */
export function readFoundingToken(token: string): string | null {
  return fromToken(token) === undefined ? null : hashOf(token.toLowerCase());
}

function hashOf(token: string): string {
  return createHash("sha256").update(`founding link ${token}`).digest("base64url");
}
