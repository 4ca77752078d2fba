import { createHash, createHmac } from "node:crypto";

/** So long a code works, in minutes; asked for again within it, the same comes once more (T46). */
export const CODE_MINUTES = 10;

const base32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The six digits of a code. They follow from its id and a secret that the database has not: who reads the database signs in nowhere.
 * @param secret AUTH_SECRET
 */
export function digitsOf(secret: string, codeId: string): string {
  const number = createHmac("sha256", secret).update(`portal digits ${codeId}`).digest().readUIntBE(0, 6);
  return String(number % 1_000_000).padStart(6, "0");
}

/** The token of the link in the same mail: 128 bits in 26 small letters and digits, which no mail program takes apart (T49). */
export function linkTokenOf(secret: string, codeId: string): string {
  const bytes = createHmac("sha256", secret).update(`portal link ${codeId}`).digest().subarray(0, 16);
  const bits = [...bytes]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("")
    .padEnd(130, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => base32[Number.parseInt(five, 2)]).join("");
}

/** How what a browser shows is kept: a link's token, a session, a browser's own mark. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
