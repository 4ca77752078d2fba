import { foldText } from "@packpost/db/fold-text";
import type { Piece } from "./split-list.ts";

export const isBareName = (text: string): boolean => /\p{L}/u.test(text) && !/[@<>"“”„«»0-9]/.test(text);

/** What stands before a last name and is part of it. */
const particles =
  "van|von|vom|der|den|de|del|della|di|da|das|do|dos|du|la|le|los|las|ter|ten|zu|zum|zur|af|av|bin|ibn|al|el|st\\.?|san|santa";
const oneWord = new RegExp(`^(?:(?:${particles}) ){0,3}[^ ]+$`, "iu");

/** `Okafor`, `van der Okafor`. */
const isOneWord = (text: string): boolean => isBareName(text) && oneWord.test(text.trim());

/**
 * A line of a spreadsheet or CSV file, `Maria,Okafor,maria@mail.example`, is one person: the address says whom. Its words are the
 * person's when the mailbox has one of them, all are quoted, or another line has the same columns; else they are entries of their own.
 */
export function keepAddressesOfRows(lines: readonly Piece[][]): Piece[][] {
  const rows = lines.map(readRow);
  const shapes = new Map<string, number>();
  for (const row of rows) if (row) shapes.set(row.shape, (shapes.get(row.shape) ?? 0) + 1);
  return lines.map((pieces, at) => {
    const row = rows[at];
    return row && (row.isNamed || (shapes.get(row.shape) ?? 0) > 1) ? [row.address] : pieces;
  });
}

/** Its one address, and which columns it has; null where a line is no row of single words. */
function readRow(pieces: readonly Piece[]): { address: Piece; shape: string; isNamed: boolean } | null {
  if (pieces.length < 3 || pieces.length > mostColumns) return null;
  const words = pieces.map(({ text }) => text.replace(/^ *["“”„]|["“”„] *$/gu, "").trim());
  const at = words.findIndex((word) => /^[^\s<>]+@[^\s<>]+$/.test(word));
  const address = pieces[at];
  const others = words.filter((word) => !word.includes("@"));
  if (address === undefined || others.length !== pieces.length - 1 || !others.every(isOneWord)) return null;
  const mailbox = foldText(words[at]?.split("@")[0] ?? "");
  const isQuoted = pieces.every(({ text }) => /^ *["“”„].*["“”„] *$/u.test(text));
  const isNamed = isQuoted || others.some((word) => word.length > 1 && mailbox.includes(foldText(word)));
  return { address, shape: `${pieces.length} ${at}`, isNamed };
}

const mostColumns = 4;

/** `Okafor, Maria; Brown, Tom`: two words with a comma between them are one name, since one word alone names nobody. */
export function joinLastFirst(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const [at, piece] of pieces.entries()) {
    const last = joined.at(-1);
    const isPair =
      piece.afterComma && last !== undefined && !last.afterComma && pieces[at + 1]?.afterComma !== true;
    if (!isPair || !isOneWord(last.text) || !isOneWord(piece.text)) joined.push(piece);
    else joined.splice(-1, 1, { text: `${last.text.trim()}, ${piece.text.trim()}`, afterComma: false });
  }
  return joined;
}
