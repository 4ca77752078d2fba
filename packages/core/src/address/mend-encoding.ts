/** Bytes 0x80 to 0x9f as Windows-1252 shows them; the other bytes are their own code points. */
const shownBytes =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
const following = `[\\u0080-\\u00bf${shownBytes}]`;
/** UTF-8 of one letter, read as Windows-1252: `Ã©`, `â€™`. Real words have no such pairs. */
const misread = new RegExp(
  `[\\u00c2-\\u00df]${following}|[\\u00e0-\\u00ef]${following}{2}|[\\u00f0-\\u00f4]${following}{3}`,
  "g",
);
const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  nbsp: " ",
  "#39": "'",
};

/** Text that went through a wrong encoding on its way (`JosÃ© Oâ€™Brien`, `Tom &lt;tom@browns.example&gt;`), as it was meant. */
export function mendEncoding(text: string): string {
  return text
    .replace(misread, (letters) => {
      const bytes = [...letters].map((letter) => {
        const at = shownBytes.indexOf(letter);
        return at < 0 ? letter.charCodeAt(0) : 0x80 + at;
      });
      const meant = new TextDecoder().decode(Uint8Array.from(bytes));
      return meant.includes("\ufffd") ? letters : meant;
    })
    .replace(/&(lt|gt|quot|apos|amp|nbsp|#39);/g, (whole, name: string) => named[name] ?? whole)
    .replace(
      /<a\s[^<>]{0,300}?href=["']?(mailto:[^"'<>\s]{1,300})[^<>]{0,300}>([^<>@]{0,200})<\/a>/gi,
      "$2 <$1>",
    );
}
