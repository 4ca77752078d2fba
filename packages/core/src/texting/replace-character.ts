/** What people type without meaning it, and what means the same in every text's alphabet (GSM-7). */
const plain: Readonly<Record<string, string>> = {
  ...{ "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'" },
  ...{
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "•": "-",
    "·": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
  },
  ...{
    "×": "x",
    "→": "->",
    "½": "1/2",
    "¼": "1/4",
    "™": "(TM)",
    "©": "(c)",
    "®": "(R)",
    "°": " degrees",
    "\t": " ",
  },
};

/**
 * What can stand for a character that makes a text's parts short (T32): a plain one of the same meaning, a letter without its mark, or
 * nothing, as for a picture.
 */
export function plainFor(character: string): string {
  const known = plain[character];
  if (known !== undefined) return known;
  const letter = character.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return /^[A-Za-z]+$/.test(letter) ? letter : "";
}
