import { isMergeFieldName, type MergeFieldName } from "./merge-fields.ts";
import type { Segment } from "./template.ts";

/** One `{{…}}` as it stands in a text. */
export interface FieldUse {
  readonly raw: string;
  /** What stands for the name, known or not. */
  readonly name: string;
  /** Text after the first `|`, trimmed; empty = none. */
  readonly fallback: string;
  readonly offset: number;
}

/** A text whose known merge fields are replaced by marks of the same length. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly { readonly field: MergeFieldName; readonly fallback: string }[];
}

// A mark is ⟨number⟩ between two private-use characters, padded with a third to the length of what it replaces:
// to Markdown and React it is ordinary text, and every position in the source stays true.
const open = "\ue000";
const close = "\ue001";
const filler = "\ue002";
const anyMark = /\ue000(u|\d+)\ue002*\ue001/g;

/** Mark of the recipient's unsubscribe address; only the layout writes it. */
export const unsubscribeMark = `${open}u${close}`;

/** Find every `{{name}}` and `{{name|fallback}}` of a text, known or not. */
export function findFields(text: string): FieldUse[] {
  return [...text.matchAll(/\{\{([^{}\n]*)\}\}/g)].map((match) => {
    const [name = "", ...fallback] = (match[1] ?? "").split("|");
    return { raw: match[0], name: name.trim(), fallback: fallback.join("|").trim(), offset: match.index };
  });
}

/** Replace the known merge fields of an author's text by marks. Unknown ones stay as they are written. */
export function markFields(source: string): MarkedText {
  const text = withoutMarks(source);
  const marks: { field: MergeFieldName; fallback: string }[] = [];
  let marked = "";
  let from = 0;
  for (const use of findFields(text)) {
    if (!isMergeFieldName(use.name)) continue;
    const mark = open + marks.length;
    marked += text.slice(from, use.offset) + mark.padEnd(use.raw.length - 1, filler) + close;
    marks.push({ field: use.name, fallback: use.fallback });
    from = use.offset + use.raw.length;
  }
  return { text: marked + text.slice(from), marks };
}

/** Take from outside text what could pass for a mark (or is no text at all), keeping its length. */
export function withoutMarks(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is removed here
  return text.toWellFormed().replace(/[\ue000-\ue002\u0000]/g, "\ufffd");
}

/** Does this piece of marked text hold a mark? */
export function hasMark(text: string): boolean {
  return text.includes(open);
}

/** Cut a finished part at its marks. */
export function splitAtMarks(part: string, marks: MarkedText["marks"]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of part.matchAll(anyMark)) {
    if (match.index > from) segments.push(part.slice(from, match.index));
    const mark = marks[Number(match[1])];
    segments.push(mark ? { ...mark } : { field: "unsubscribe_url", fallback: "" });
    from = match.index + match[0].length;
  }
  if (from < part.length) segments.push(part.slice(from));
  return segments;
}

/** Cut a marked text into its marks and what stands between them. */
export function splitFields(text: string): { text: string; isField: boolean }[] {
  if (!hasMark(text)) return [{ text, isField: false }];
  return text
    .split(/(\ue000(?:u|\d+)\ue002*\ue001)/)
    .map((piece, index) => ({ text: piece, isField: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
