/**
 * Names in the one form in which they compare (K12), the twin of fold_text() in migration 003-name-rules; test/db/fold-text.test.ts
 * proves both equal. Case, accents, ligatures and the many shapes of apostrophe, quote, dash and space make no difference;
 * what cannot be seen is left out.
 */
export function foldText(text: string): string {
  const told = text
    .replace(unseen, "")
    .replace(apostrophes, "'")
    .replace(quotes, '"')
    .replace(dashes, "-")
    .replace(spaces, " ")
    .normalize("NFKD")
    .replace(marks, "");
  // Letter by letter: at the end of a word a sigma would become another one.
  const small = [...told].map((letter) => letter.toLowerCase()).join("");
  return small
    .replace(/[ßæœøłđðþħıŧŋĸƶɨʉς]/g, (letter) => letters[letter] ?? letter)
    .replace(marks, "")
    .normalize("NFKC")
    .replace(/ +/g, " ")
    .replace(/^ | $/g, "");
}

const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: code points by ranges, as the database has them
  /[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const apostrophes =
  /[\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u1fbd\u1fbf\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\ua78c\uff07\uff40]/g;
const quotes = /[\u00ab\u00bb\u02ba\u02dd\u02ee\u05f4\u201c-\u201f\u2033\u2036\u301d-\u301f\uff02]/g;
const dashes =
  /[\u058a\u05be\u1806\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u2e40\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d]/g;
const spaces = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const marks =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: code points by ranges, as the database has them
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Letters that no accent can be taken off. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" },
  ...{ ŧ: "t", ŋ: "n", ĸ: "k", ƶ: "z", ɨ: "i", ʉ: "u", ς: "σ" },
};
