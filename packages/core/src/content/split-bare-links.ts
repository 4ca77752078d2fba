import { hasMark } from "./field-marks.ts";

/** A stretch of text; with an address, it is one. */
export interface TextPiece {
  readonly text: string;
  readonly address?: string;
}

/** Find the https addresses that an author wrote without Markdown around them. Closing punctuation is not theirs. */
export function splitBareLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)) {
    const address = withoutClosing(match[0]);
    if (hasMark(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, address });
    from = match.index + address.length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** A loop, since a pattern tied to the end takes quadratic time on long runs of dots. */
function withoutClosing(address: string): string {
  let end = address.length;
  while (".,:;!?'\")]}*_".includes(address.charAt(end - 1)) && end > 0) end -= 1;
  return address.slice(0, end);
}
