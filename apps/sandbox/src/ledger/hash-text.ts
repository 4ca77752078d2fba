/** Hashes a text (FNV-1a and a Murmur-like mix side by side); not for secrets. */
export function hashText(text: string): { high: number; low: number } {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
  }
  return { high: mix(high), low: mix(low) };
}

/** A stable number in [0, 1) for a text: the same text always gets the same fate. */
export function fractionOf(text: string): number {
  return hashText(text).high / 0x1_0000_0000;
}

/** Four bytes of hash for each text: looked for with SQL's `instr`. */
export function keyBytes(texts: Iterable<string>): Uint8Array {
  const hashes: number[] = [];
  for (const text of texts) hashes.push(hashText(text).low);
  return new Uint8Array(Uint32Array.from(hashes).buffer);
}

/** A stable number in [0, 1) for a message number and a question about it; no text is made, it is asked by the million. */
export function fractionOfNumber(number: number, question: number): number {
  return mix(mix(Math.imul(number, 0x9e3779b1)) ^ Math.imul(question, 0x27d4eb2f)) / 0x1_0000_0000;
}

/** Final avalanche of Murmur3, so that near texts land far apart. */
export function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
