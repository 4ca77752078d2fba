import { reasonBits } from "./reason-bits.ts";

const bits = checkReasonBits(reasonBits);

/**
 * Holds a list of reasons against what their columns and JavaScript's operators can keep: one of 32 bits each, none twice.
 * @throws {Error} naming the reason, before a migration or a row could lose it
 */
export function checkReasonBits(reasons: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const owners = new Map<number, string>();
  for (const [code, bit] of Object.entries(reasons)) {
    const isOneBit = (bit | 0) === bit && bit !== 0 && (bit & (bit - 1)) === 0;
    if (!isOneBit)
      throw new Error(`${code} has no bit of an int: ${bit}. See docs/decisions/2026-11-30-frequency.md`);
    const owner = owners.get(bit);
    if (owner !== undefined) throw new Error(`${code} has the bit of ${owner}`);
    owners.set(bit, code);
  }
  return new Map(Object.entries(reasons));
}

/**
 * Puts the bits of reasons into a migration: `{{no_email}}` is the bit of that reason, `{{reason_codes}}` the rows of all of them.
 * @throws {Error} naming the word if it is no reason
 */
export function putReasonBits(migration: string): string {
  return migration.replaceAll(/\{\{(\w+)\}\}/g, (_whole, word: string) => {
    if (word === "reason_codes") return rowsOfReasons();
    const bit = bits.get(word);
    if (bit === undefined) throw new Error(`{{${word}}} is no reason of reason-bits.ts`);
    return bit < 0 ? `(${bit})::int` : String(bit);
  });
}

function rowsOfReasons(): string {
  return (
    [...bits]
      // By the place of the bit: that of the sign comes last. PostgreSQL reads its number as a bigint's.
      .toSorted(([, one], [, other]) => (one >>> 0) - (other >>> 0))
      .map(([code, bit]) => `(${bit < 0 ? `(${bit})::int` : bit}, '${code}')`)
      .join(", ")
  );
}
