import { randomUUID } from "node:crypto";
import type { MergedText, OutgoingEmail } from "../email.ts";
import { toMessage } from "./message.ts";

/** Nothing that anybody writes holds it. */
const mark = randomUUID();
const anyMark = new RegExp(`${mark}:(\\d+);`);

/** The JSON of a series' mails, cut where each one's own stands. */
interface Frame {
  readonly pieces: readonly Buffer[];
  /** Which of a mail's own texts stands behind each piece but the last. */
  readonly order: readonly number[];
  readonly bytes: number;
}

export interface BatchBody {
  readonly bytes: Buffer;
  /** Gives the memory to the next batch. Only when the request has left whole and its answer has come. */
  readonly release: () => void;
}

/**
 * The body of `POST /email/batch`, byte for byte the JSON of the mails' messages. What is the same for everybody is escaped
 * and encoded once a batch, not once a mail: at 5,000 bytes a mail that was half of the worker's time.
 */
export function batchBody(mails: readonly OutgoingEmail[]): BatchBody {
  let body = takeMemory(mails.length * MOST_LIKELY_BYTES);
  let end = body.write("[", 0, "latin1");
  for (const mail of mails) {
    if (end > 1) end += body.write(",", end, "latin1");
    const { pieces, order, bytes } = frameFor(mail);
    const own = ownTexts(mail);
    let most = end + bytes + 2;
    for (const text of own) most += text.length * MOST_BYTES_A_UNIT;
    if (most > body.length) {
      const larger = takeMemory(Math.max(most, body.length * 2));
      body.copy(larger, 0, 0, end);
      body = larger;
    }
    for (let place = 0; place < pieces.length; place++) {
      const piece = pieces[place];
      if (piece === undefined) continue;
      body.set(piece, end);
      end += piece.length;
      const text = own[order[place] ?? -1];
      if (text !== undefined) end += body.write(escapeForJson(text), end, "utf8");
    }
  }
  end += body.write("]", end, "latin1");
  const memory = body;
  return { bytes: memory.subarray(0, end), release: () => giveBack(memory) };
}

/** A mail of a usual campaign; a batch of longer ones moves to a larger place. */
const MOST_LIKELY_BYTES = 12_000;
/** One unit of a text as JSON: `\\u0000`. */
const MOST_BYTES_A_UNIT = 6;

let newest: { readonly mail: OutgoingEmail; readonly frame: Frame } | undefined;

/** The frame of a mail's series: a campaign's batches follow each other. */
function frameFor(mail: OutgoingEmail): Frame {
  if (newest === undefined || !isSameSeries(mail, newest.mail)) newest = { mail, frame: frameOf(mail) };
  return newest.frame;
}

const MEGABYTE = 1_048_576;
/** As many as calls are in hand at a time; more would only be kept. */
const MOST_FREE = 16;
const free: Buffer[] = [];

/** Megabytes a call, many times a second: memory that is made anew is what the garbage collector then runs for. */
function takeMemory(bytes: number): Buffer {
  const found = free.findIndex(({ length }) => length >= bytes);
  const [kept] = found < 0 ? [] : free.splice(found, 1);
  return kept ?? Buffer.allocUnsafeSlow(Math.ceil(bytes / MEGABYTE) * MEGABYTE);
}

function giveBack(memory: Buffer): void {
  if (memory.length > MEGABYTE / 2 && free.length < MOST_FREE) free.push(memory);
}

function ownTexts(mail: OutgoingEmail): string[] {
  return [
    mail.attemptId,
    mail.recipientId,
    mail.to,
    mail.subject,
    mail.unsubscribeUrl ?? "",
    mail.messageId ?? "",
    mail.replyTo ?? "",
    ...ownOf(mail.html),
    ...ownOf(mail.text),
  ];
}

/** A message with marks in place of what is a mail's own, as JSON. */
function frameOf(mail: OutgoingEmail): Frame {
  let next = 0;
  const marked = (): string => `${mark}:${next++};`;
  const markedText = (text: string | MergedText) =>
    typeof text === "string" ? text : { fixed: text.fixed, own: text.own.map(marked) };
  // In the order of ownTexts.
  const own = {
    attemptId: marked(),
    recipientId: marked(),
    to: marked(),
    subject: marked(),
    wayOut: marked(),
    messageId: marked(),
    replyTo: marked(),
  };
  const { wayOut, messageId, replyTo, ...ids } = own;
  const message = toMessage({
    ...mail,
    ...ids,
    ...(mail.unsubscribeUrl !== undefined && { unsubscribeUrl: wayOut }),
    ...(mail.messageId !== undefined && { messageId }),
    ...(mail.replyTo !== undefined && { replyTo }),
    html: markedText(mail.html),
    text: markedText(mail.text),
  });
  const cut = JSON.stringify(message).split(anyMark);
  const pieces = cut.filter((_, index) => index % 2 === 0).map((piece) => Buffer.from(piece));
  return {
    pieces,
    order: cut.filter((_, index) => index % 2 === 1).map(Number),
    bytes: pieces.reduce((sum, piece) => sum + piece.length, 0),
  };
}

/** Whether two mails differ in nothing but their own texts. */
function isSameSeries(one: OutgoingEmail, other: OutgoingEmail): boolean {
  return (
    fixedOf(one.html) === fixedOf(other.html) &&
    fixedOf(one.text) === fixedOf(other.text) &&
    one.from.name === other.from.name &&
    one.from.email === other.from.email &&
    (one.replyTo === undefined) === (other.replyTo === undefined) &&
    one.stream === other.stream &&
    one.broadcastId === other.broadcastId &&
    one.tag === other.tag &&
    one.automated === other.automated &&
    one.trackOpens === other.trackOpens &&
    one.trackLinks === other.trackLinks &&
    one.references === other.references &&
    (one.messageId === undefined) === (other.messageId === undefined) &&
    (one.unsubscribeUrl === undefined) === (other.unsubscribeUrl === undefined)
  );
}

function fixedOf(text: string | MergedText): string | readonly string[] {
  return typeof text === "string" ? text : text.fixed;
}

function ownOf(text: string | MergedText): readonly string[] {
  return typeof text === "string" ? [] : text.own;
}

// Quotes, backslashes, control characters, and halves of surrogate pairs: what JSON writes otherwise than it stands.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

function escapeForJson(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}
