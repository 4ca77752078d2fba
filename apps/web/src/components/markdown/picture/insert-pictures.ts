import type { Insertion } from "#web/components/markdown/insert-markdown.ts";

/**
 * Puts pictures into the text, each as a paragraph of its own, behind what is selected.
 *
 * @param text the whole text
 * @param at where the caret is, or the selection ends
 * @param pictures their addresses and what they show
 */
export function insertPictures(
  text: string,
  at: number,
  pictures: readonly { address: string; alt: string }[],
): Insertion {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const lead = before.trim() === "" ? "" : "\n".repeat(Math.max(0, 2 - newlinesAtEnd(before)));
  const trail = after.trim() === "" ? "\n\n" : "\n".repeat(Math.max(0, 2 - newlinesAtStart(after)));
  const paragraphs = pictures.map(({ address, alt }) => `![${escapeWords(alt)}](${escapeAddress(address)})`);
  const insert = lead + paragraphs.join("\n\n") + trail;
  const caret = at + insert.length;
  return { from: at, to: at, insert, selectFrom: caret, selectTo: caret };
}

function newlinesAtEnd(text: string): number {
  return /\n*$/.exec(text)?.[0].length ?? 0;
}

function newlinesAtStart(text: string): number {
  return /^\n*/.exec(text)?.[0].length ?? 0;
}

/** Words stay words: nothing in them ends the description, or is Markdown. */
function escapeWords(alt: string): string {
  return alt
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\[\]*_`<>!]/g, "\\$&");
}

/** An address with blanks or brackets would end early. */
function escapeAddress(address: string): string {
  return address
    .trim()
    .replace(/[\s()<>]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
