import { hasMark } from "../template/field-marks.ts";

/** A stretch of text; with an address, it is one. */
export interface TextPiece {
  readonly text: string;
  readonly address?: string;
}

// What RFC 3986 lets stand in an address, plus letters and digits of every script, plus our marks. Quotation marks,
// dashes, ellipses and full stops outside ASCII are none of these, so an address ends before them.
// A comma or semicolon and another address end it, but not inside a query.
const bareAddress =
  /(?<![\p{L}\p{N}_])https?:\/\/(?:(?![,;|]https?:\/\/)[\p{ID_Continue}\p{M}\p{N}\ue000-\ue002\-._~:/#[\]@!$&'()*+,;=%|])*(?:\?[\p{ID_Continue}\p{M}\p{N}\ue000-\ue002\-._~:/?#[\]@!$&'()*+,;=%|]*)?/giu;
const closers: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

/**
 * Find the https addresses that an author wrote without Markdown around them. The punctuation after one is not its
 * own, brackets that it opens itself are (K21, K23).
 */
export function splitBareLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(bareAddress)) {
    const address = withoutClosing(upToLooseBracket(match[0]));
    if (hasMark(address) || /^https?:\/\/$/i.test(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, address });
    from = match.index + address.length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** An address ends before a bracket that it has not opened, as in `(see https://a.example/map)`. */
function upToLooseBracket(address: string): string {
  const open: Record<string, number> = { "(": 0, "[": 0 };
  for (let at = 0; at < address.length; at += 1) {
    const character = address.charAt(at);
    if (character in open) open[character] = (open[character] ?? 0) + 1;
    const opener = closers[character];
    if (opener === undefined) continue;
    if (open[opener] === 0) return address.slice(0, at);
    open[opener] = (open[opener] ?? 0) - 1;
  }
  return address;
}

/** A loop, since a pattern tied to the end takes quadratic time on long runs of dots. */
function withoutClosing(address: string): string {
  let end = address.length;
  // A straight apostrophe with an s belongs to the sentence: `https://a.example/map's page`.
  if (/'s$/i.test(address.slice(-2))) end -= 2;
  while (end > 0 && ".,:;!?'([*_~|$&".includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
