/** "1 character too many", "2,300 characters too many". */
export function tooManyWords(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "character" : "characters"} too many`;
}

const unseen = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+$/u;

/**
 * How a character is called in a sentence: a blank cannot be seen, and what turns the writing round or joins letters neither, so they are named.
 * @returns words, or null = it is quoted as it is
 */
export function nameOfUnseen(character: string): string | null {
  if (unseen.test(character)) return `An invisible character (${codesOf(character)})`;
  return character.trim() === "" ? "A special space" : null;
}

function codesOf(character: string): string {
  return [...character]
    .map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
