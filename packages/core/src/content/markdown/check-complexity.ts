/** Largest body that is looked at, in UTF-8 bytes. */
export const maxBodyBytes = 200_000;
/** Longest subject and preheader, in characters. */
export const maxLineLength = 500;

// The Markdown parser takes quadratic time for these (measured: 5,000 openers in a paragraph 4 s).
const maxNesting = 30;
const maxOpenerCost = 2_000_000;
const maxLines = 4_000;
const maxBlocks = 1_500;
const maxTickCost = 20_000_000;

/**
 * Would this body keep the Markdown parser busy for seconds? No letter does; only hostile or broken text: hundreds
 * of nested lists or quotes in a line, thousands of lines, thousands of unclosed stars or brackets in a paragraph.
 */
export function isTooComplex(markdown: string): boolean {
  let openers = 0;
  let cost = 0;
  let blocks = 0;
  let ticks = 0;
  let length = 0;
  let tickCost = 0;
  // Each of the three ends a line for the parser too.
  const lines = markdown.split(/\r\n|\r|\n/);
  if (lines.length > maxLines) return true;
  for (const line of lines) {
    const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? "";
    if (/^[ \t]{60,}(?:>|[-+*]|\d{1,9}[.)])/.test(line)) return true;
    if ((containers.match(/[>\-+*.)]/g)?.length ?? 0) > maxNesting) return true;
    if (/^[ \t]*(?:[>#=+*~`-]|\d{1,9}[.)])/.test(line)) blocks += 1;
    if (line.trim() === "") {
      openers = 0;
      ticks = 0;
      length = 0;
    }
    // Each run of backticks is looked for in all of its paragraph.
    ticks += line.match(/`+/g)?.length ?? 0;
    length += line.length;
    tickCost = Math.max(tickCost, ticks * length);
    const before = openers;
    // A field's own underscores open nothing: it is a mark by the time the parser sees it.
    const bare = line.replace(/\{\{[^{}]*\}\}/g, "");
    openers += bare.match(/\*+|_+|\[/g)?.length ?? 0;
    cost += openers ** 2 - before ** 2;
  }
  return cost > maxOpenerCost || blocks > maxBlocks || tickCost > maxTickCost;
}
