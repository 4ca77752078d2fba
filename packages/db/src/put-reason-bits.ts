import { reasonBits } from "./reason-bits.ts";

const bits = new Map<string, number>(Object.entries(reasonBits));

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
