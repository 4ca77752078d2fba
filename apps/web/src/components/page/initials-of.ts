/** "Dana Kim" → "DK": of the first and the last word that begin with a letter, else of whatever words there are. */
export function initialsOf(name: string): string {
  const all = name.split(/\s+/).filter(Boolean);
  const lettered = all.filter((word) => /^\p{L}/u.test(word));
  const words = lettered.length > 0 ? lettered : all;
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
