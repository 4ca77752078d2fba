import type { Piece } from "./split-list.ts";

export const isBareName = (text: string): boolean => /\p{L}/u.test(text) && !/[@<>"“”„«»0-9]/.test(text);

/** What stands before a last name and is part of it. */
const particles =
  "van|von|vom|der|den|de|del|della|di|da|das|do|dos|du|la|le|los|las|ter|ten|zu|zum|zur|af|av|bin|ibn|al|el|st\\.?|san|santa";
const oneWord = new RegExp(`^(?:(?:${particles}) ){0,3}[^ ]+$`, "iu");

/** `Okafor`, `van der Okafor`. */
const isOneWord = (text: string): boolean => isBareName(text) && oneWord.test(text.trim());

/** A line of a spreadsheet or CSV file, `Maria,Okafor,maria@mail.example`, is one person: the address says whom. */
export function keepAddressOfRow(pieces: Piece[]): Piece[] {
  const words = pieces.map(({ text }) => text.replace(/^ *["“”„]|["“”„] *$/gu, ""));
  const addresses = pieces.filter((_, at) => /^[^\s<>]+@[^\s<>]+$/.test(words[at]?.trim() ?? ""));
  const others = words.filter((word) => !word.includes("@"));
  const [address] = addresses;
  const isRow =
    address !== undefined &&
    pieces.length >= 3 &&
    pieces.length <= mostColumns &&
    others.length === pieces.length - 1 &&
    others.every((word) => isOneWord(word));
  return isRow ? [address] : pieces;
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
