import { foldText } from "@packpost/db/fold-text";

/** A piece of a snippet: what was found, or what stands around it. */
export interface SnippetPart {
  text: string;
  isHit: boolean;
}

/** How much of an entry a hit shows, in characters, and how much of that before what was found. */
const SNIPPET = 160;
const BEFORE = 36;

/** Signs that are words by themselves, as words_of() of migration 033-message-search has it. */
const sign = "[\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff]";
const word = new RegExp(`${sign}|(?:(?!${sign})[\\p{Alphabetic}\\p{M}\\p{N}\\p{Cf}])+`, "gu");

/**
 * The piece of an entry around the first word that was searched for, with all such words in it marked. Text, never markup.
 * @param term what somebody typed; its last word counts as a beginning
 */
export function markHits(body: string, term: string): SnippetPart[] {
  const isHit = hitBy(term);
  const hits = [...body.matchAll(word)].filter(([text]) => isHit(foldText(text)));
  const from = startOf(body, hits[0]?.index ?? 0);
  const to = endOf(body, from);
  const parts: SnippetPart[] = [{ text: from > 0 ? "… " : "", isHit: false }];
  let at = from;
  for (const { index, 0: text } of hits) {
    if (index + text.length > to) break;
    parts.push({ text: body.slice(at, index), isHit: false }, { text, isHit: true });
    at = index + text.length;
  }
  parts.push({ text: body.slice(at, to) + (to < body.length ? " …" : ""), isHit: false });
  return parts
    .map((part) => ({ ...part, text: part.text.replaceAll(/\s+/g, " ") }))
    .filter(({ text }) => text !== "");
}

function hitBy(term: string): (folded: string) => boolean {
  const wanted = [...foldText(term).matchAll(word)].map(([text]) => text.slice(0, 60));
  const last = wanted.at(-1);
  const whole = new Set(wanted);
  const beginning = last !== undefined && last.length > 1 ? last : null;
  return (folded) => whole.has(folded.slice(0, 60)) || (beginning !== null && folded.startsWith(beginning));
}

/** A little before the hit, where a word begins. */
function startOf(body: string, hit: number): number {
  if (hit <= BEFORE) return 0;
  const space = body.slice(hit - BEFORE, hit).search(/\s/);
  return space === -1 ? wholeAt(body, hit - BEFORE) : hit - BEFORE + space + 1;
}

function endOf(body: string, from: number): number {
  if (body.length <= from + SNIPPET) return body.length;
  const space = body.slice(from, from + SNIPPET).search(/\s\S*$/);
  return space > SNIPPET / 2 ? from + space : wholeAt(body, from + SNIPPET);
}

/** Not between the halves of an emoji. */
function wholeAt(body: string, at: number): number {
  return /[\udc00-\udfff]/.test(body.charAt(at)) ? at + 1 : at;
}
