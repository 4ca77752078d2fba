/** Largest body that is looked at, in UTF-8 bytes. */
export const maxBodyBytes = 200_000;
/** Longest subject and preheader, in characters. */
export const maxLineLength = 500;

// The Markdown parser takes quadratic time for these (measured: 5,000 openers in a paragraph 4 s).
const maxNesting = 30;
const maxOpenerCost = 2_000_000;

/**
 * Would this body keep the Markdown parser busy for seconds? No letter does; only hostile or broken text: hundreds
 * of nested lists or quotes in a line, thousands of unclosed stars and brackets in a paragraph.
 */
export function isTooComplex(markdown: string): boolean {
  let openers = 0;
  let cost = 0;
  for (const line of markdown.split("\n")) {
    const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? "";
    if ((containers.match(/[>\-+*.)]/g)?.length ?? 0) > maxNesting) return true;
    if (line.trim() === "") openers = 0;
    const before = openers;
    openers += line.match(/\*+|_+|\[/g)?.length ?? 0;
    cost += openers ** 2 - before ** 2;
  }
  return cost > maxOpenerCost;
}
