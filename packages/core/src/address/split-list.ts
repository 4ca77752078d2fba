import { addressKey } from "@packpost/db/address";
import { foldText } from "@packpost/db/fold-text";
import { bareAddress } from "./read-address.ts";
import { readCards } from "./read-cards.ts";
import { isBareName, joinLastFirst, keepAddressesOfRows } from "./rows.ts";
import { tidyPaste, unquote } from "./tidy-paste.ts";

/**
 * Takes a pasted list apart: commas and semicolons of every script and line ends separate, but not inside quotation marks
 * and angle brackets, nor between the last and the first name of `Brown, Tom <tom@browns.example>` (RFC 5322 wants quotes
 * there, Outlook writes none). Browser-safe.
 */
export function splitList(pasted: string): string[] {
  const lines = readCards(tidyPaste(pasted).split("\n")).map((line) => cutLine(line.replace(bullet, "")));
  if (lines.reduce((sum, pieces) => sum + pieces.length, 0) > mostPieces)
    return lines.flat().map(({ text }) => text.trim());
  return keepAddressesOfRows(lines)
    .flatMap((pieces) => joinLastFirst(joinNames(pieces)))
    .flatMap(({ text }) => severalAddresses(text))
    .map((entry) => entry.replace(/^ +| +$/g, ""))
    .filter((entry) => unquote(entry) !== "");
}

/** More than any list that is taken has: nothing in it is looked at closer. */
const mostPieces = 50_000;

/** What stands before an entry in a list: `- Maria Okafor`, `2) Tom Brown`, `> tom@browns.example`. */
const bullet = /^ *(?:[-–—*•·‣▪●○◦☐☑☒✓✔✗✘→>]|\d{1,3}[.)]) +(?=[^ ])/u;

export interface Piece {
  readonly text: string;
  /** A comma stands before it, on its line. */
  readonly afterComma: boolean;
}

const comma = /[,،、﹐､，]/;
const semicolon = /[;؛；;﹔]/;
const separator = new RegExp(`${comma.source}|${semicolon.source}`);

/** Pairs that hold a name together. Single ones are apostrophes too: they close only where an entry could end. */
const closers: Readonly<Record<string, string>> = {
  ...{
    '"': '"',
    "“": '”“"',
    "”": "”",
    "„": '“”‟"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "〝": "〟〞",
  },
  ...{ "'": "'’", "‘": "’'", "’": "’", "‚": "‘’'", "‹": "›", "›": "‹", "`": "'´`" },
};
const single = /['‘’‚‹›`]/;

function cutLine(line: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let afterComma = false;
  let atStart = true;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (separator.test(letter)) {
      pieces.push({ text: line.slice(start, at), afterComma });
      afterComma = comma.test(letter);
      start = at + 1;
      atStart = true;
      continue;
    }
    at = heldUntil(line, at, atStart) ?? at;
    atStart &&= /\s/.test(letter);
  }
  pieces.push({ text: line.slice(start), afterComma });
  return pieces.filter(({ text }) => text.trim() !== "");
}

/** Characters of a bracketed address or a comment, and of a name between quotes. */
const mostHeld = 340;
const mostOfAQuote = 120;

/** Where what begins here ends, if it holds separators that are none; bounded, so that no paste is read over and over. */
function heldUntil(line: string, at: number, atStart: boolean): number | null {
  const letter = line.charAt(at);
  const rest = line.slice(at + 1, at + 1 + mostHeld);
  if (letter === "<" || letter === "(") {
    const length = rest.search(letter === "<" ? /[<>]/ : /[()]/);
    const closed = length >= 0 && rest.charAt(length) === (letter === "<" ? ">" : ")");
    const hasAddress = closed && rest.slice(0, length).includes("@");
    return closed && hasAddress === (letter === "<") ? at + 1 + length : null;
  }
  const closing = atStart ? closers[letter] : undefined;
  if (closing === undefined) return null;
  for (let n = 0; n < Math.min(rest.length, mostOfAQuote); n += 1) {
    if (rest.charAt(n) === "\\") n += 1;
    else if (closing.includes(rest.charAt(n))) {
      // tidyPaste() has left one blank at most.
      const behind = rest.charAt(n + 1) === " " ? rest.charAt(n + 2) : rest.charAt(n + 1);
      if (single.test(letter) && behind !== "" && behind !== "<" && !separator.test(behind)) continue;
      return behind === "<" || isOneName(rest.slice(0, n)) ? at + 1 + n : null;
    }
  }
  return null;
}

/** `Okafor, Maria`, and no list that a spreadsheet has put between quotes. */
function isOneName(text: string): boolean {
  if (text.includes("@") || semicolon.test(text)) return false;
  const parts = text.split(comma).map((part) => part.trim());
  return parts.length === 1 || (parts.length === 2 && parts.some((part) => !part.includes(" ")));
}

const named = /^([^<>"“”„«»@]*[^<>"“”„«»@\s])\s*<([^<>@]*)@[^<>]*>/;

/** Puts `Brown` and `Tom <tom@browns.example>` together again, where the first is a last name rather than somebody else. */
function joinNames(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  let names = 0;
  for (const piece of pieces) {
    let { text, afterComma } = piece;
    for (
      let last = joined.at(-1);
      last !== undefined && afterComma && belongs(last.text, text, names);
      last = joined.at(-1)
    ) {
      joined.pop();
      text = `${last.text.trim()}, ${text.trim()}`;
      afterComma = last.afterComma;
      names -= 1;
    }
    names = isBareName(text) ? (afterComma ? names : 0) + 1 : 0;
    joined.push({ text, afterComma });
  }
  return joined;
}

const mostOfAName = 1_000;

/** @param names how many bare names stand in a row before it */
function belongs(last: string, piece: string, names: number): boolean {
  if (last.length + piece.length > mostOfAName) return false;
  const [, first = "", mailbox = ""] = named.exec(piece.trim()) ?? [];
  if (first === "" || !isBareName(last)) return false;
  const parts = foldText(last).split(/[^\p{L}]+/u);
  const inMailbox = parts.some((part) => part.length > 1 && foldText(mailbox).includes(part));
  return inMailbox || (names === 1 && (!last.trim().includes(" ") || !first.trim().includes(" ")));
}

/** `a@mail.example b@mail.example`, `a@mail.example and b@mail.example`, `#12 #13` and `Ana <a@…> Ben <b@…>` are two each. */
function severalAddresses(text: string): string[] {
  const copied = addressesOfLink(text.trim());
  if (copied !== null) return copied;
  for (const between of [/[\s|]+/, /[\s|/]+/]) {
    const words = text
      .trim()
      .split(between)
      .filter((word) => word !== "" && !/^(?:&|\+|and|or|und|oder|et|ou|y|e|en)$/i.test(word));
    if (words.length > 1 && (words.every(isAddress) || words.every((word) => /^#\d{1,9}$/.test(word))))
      return words;
  }
  const bracketed = text.trim().split(">");
  const last = bracketed.pop();
  const several =
    last === "" && bracketed.length > 1 && bracketed.every((part) => /<[^<]*@[^<]*$/.test(part));
  return several ? bracketed.map((part) => `${part}>`) : [text];
}

function isAddress(word: string): boolean {
  return !/[<>]/.test(word) && word.length < mostOfAName && addressKey(bareAddress(word)) !== null;
}

/** `mailto:a@mail.example?cc=b@mail.example` is two. @source RFC 6068 */
function addressesOfLink(text: string): string[] | null {
  if (text.length > mostOfAName) return null;
  const [, first = "", query = ""] = /^<?(mailto:[^?<>\s]*)\?([^<>\s]*)>?$/i.exec(text) ?? [];
  const others = [...new URLSearchParams(query.replaceAll("+", "%2B"))]
    .filter(([name]) => /^(?:to|b?cc)$/i.test(name))
    .flatMap(([, value]) => value.split(","));
  return others.length > 0 ? [first, ...others] : null;
}
