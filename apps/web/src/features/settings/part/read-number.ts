/**
 * Reads what was typed into a field for a number.
 *
 * @param typed e.g. "1,000", "-5", ""
 * @returns the number; null when nothing was typed; the text where it is no number, for the check to refuse it in words
 */
export function readNumber(typed: string): string | number | null {
  const text = typed.trim();
  if (text === "") return null;
  const plain = text.replace(/^[−–]/, "-").replaceAll(/(?<=\d)[,\s](?=\d{3}(?:\D|$))/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** A field's value as it is shown: numbers grouped. */
export function writeNumber(value: string | number | null): string {
  return typeof value === "number"
    ? new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 }).format(value)
    : (value ?? "");
}
