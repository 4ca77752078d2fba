const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** 128 bits in lower-case base32 (RFC 4648, without padding): mail servers may change the case, nothing else (T37). */
export const TOKEN_LENGTH = 26;

/** @param bytes sixteen of them */
export function toToken(bytes: Uint8Array): string {
  let token = "";
  let held = 0;
  // 130 bits of letters for 128 of content: the first letter holds three.
  let bits = 2;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      token += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return token;
}

/** @returns its sixteen bytes; undefined for what is no token */
export function fromToken(token: string): Uint8Array | undefined {
  if (token.length !== TOKEN_LENGTH) return undefined;
  const bytes = new Uint8Array(16);
  let held = 0;
  let bits = -2;
  let place = 0;
  for (const letter of token.toLowerCase()) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    // The two bits too many are zero in every token of ours.
    if (held >> bits > 255) return undefined;
    bytes[place++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  return bytes;
}
