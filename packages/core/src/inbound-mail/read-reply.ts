import EmailReplyParser from "email-reply-parser";
import { LONGEST_MESSAGE } from "../conversation/schemas.ts";
import type { KeptMail } from "./mail-schema.ts";
import { markers } from "./markers.ts";
import { textOfHtml } from "./text-of-html.ts";

/** So much of a mail is looked through for what it quotes, in characters (T44). */
const LONGEST_PARSED = 100_000;
/** So much of it is kept with its entry; the mail itself keeps more. */
const LONGEST_KEPT = 200_000;
/** What is shorter was cut too far: all is shown then (T43). */
const FEWEST_LETTERS = 3;

/** What a thread shows of a mail. */
export interface Reply {
  readonly body: string;
  /** All of it, where `body` is not: what it quoted, signatures. */
  readonly fullText: string | null;
}

/**
 * What somebody wrote in a mail, without what it quotes (V9, T43): what stands above our own marker line, then what the parser leaves.
 * Where next to nothing is left, the provider's opinion; where that says nothing either, all of it.
 */
export function readReply(mail: Pick<KeptMail, "text" | "html" | "strippedText">): Reply {
  const whole = tidy(mail.text.trim() === "" ? textOfHtml(mail.html) : mail.text).slice(0, LONGEST_KEPT);
  const full = whole.toWellFormed();
  const read = [() => strip(full), () => tidy(mail.strippedText)].map((opinion) => opinion());
  const said = read.find((text) => lettersOf(text) >= FEWEST_LETTERS) ?? full;
  const body = said.slice(0, LONGEST_MESSAGE).toWellFormed();
  return { body, fullText: body === full ? null : full };
}

function strip(text: string): string {
  const own = aboveMarker(text.slice(0, LONGEST_PARSED));
  // Runs of blanks cost the parser time by their square.
  const calm = own.replace(/[^\S\n]{2,}/g, " ").replace(/\n{4,}/g, "\n\n\n");
  return tidy(new EmailReplyParser().read(calm).getVisibleText());
}

/** What programs put before a quoted line. */
const quoted = /^\s*[>|]/;

/**
 * What stands above our marker line. Where the program marks what it quotes, answers between the quoted lines stay (T43): then only
 * marked lines go.
 */
function aboveMarker(text: string): string {
  const lines = text.split("\n");
  const at = lines.findIndex(isMarker);
  if (at < 0) return text;
  const marked = quoted.test(lines[at] ?? "");
  const below = marked ? lines.slice(at + 1).filter((line) => !quoted.test(line)) : [];
  // Where nothing is between, the parser sees by a quoted line that a quotation follows.
  const rest = below.some((line) => line.trim() !== "") ? below : ["> "];
  return [...withoutAttribution(lines.slice(0, at)), ...rest].join("\n");
}

/**
 * Without the paragraph in which a program says whose mail follows: "On Monday, Dana wrote:", or a head of "From: …", "Sent: …". Of
 * four lines at most, so that nobody's letter is taken for one.
 */
function withoutAttribution(above: readonly string[]): readonly string[] {
  const last = above.findLastIndex((line) => line.trim() !== "" && !quoted.test(line));
  const first = above.slice(0, last + 1).findLastIndex((line) => line.trim() === "") + 1;
  const paragraph = above.slice(first, last + 1).map((line) => line.trim());
  const isOne =
    last - first < 4 &&
    first > 0 &&
    (paragraph.at(-1)?.endsWith(":") ||
      (paragraph.length > 1 && paragraph.every((line) => /^\*?[\p{L} -]{2,20}(?:\*:|:\*?) /u.test(line))));
  return isOne ? above.slice(0, first) : above.slice(0, last + 1);
}

/** The marker in any of our languages, among what programs make of its line: quotation marks, stars, dashes. */
function isMarker(line: string): boolean {
  if (line.length > 200) return false;
  const words = line.replace(/^[\s>|*_—–-]+|[\s*_—–-]+$/g, "");
  return markers.includes(words);
}

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}\p{Extended_Pictographic}]/gu)?.length ?? 0;
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u200b\ufeff]/g, "")
    .trim();
}
