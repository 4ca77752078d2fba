import { type Encoding, headBytes } from "./file-limits.ts";

/** What the bytes of a whole file say of it. */
export interface Sniffed {
  readonly bytes: number;
  readonly encoding: Encoding;
  /** The first 64 KB, as they are. */
  readonly head: Uint8Array;
  /** What is wrong with it, in a sentence and what to do. */
  readonly fault: { readonly cause: string; readonly nextStep: string } | null;
}

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
const asCsv = "Open it in its program, save it as CSV, and drop that file here.";
/** Files that are no text, by how they begin. */
const others: readonly (readonly [string, readonly number[]])[] = [
  ["an Excel workbook or a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0]],
  ["a PDF", [0x25, 0x50, 0x44, 0x46]],
  ["a compressed file", [0x1f, 0x8b]],
];

/**
 * Looks at a file's bytes as they pass: UTF-16 by its mark, UTF-8 where all of it is, else Windows-1252 (T58, K71). Holds 64 KB.
 */
export class FileSniffer {
  #head = new Uint8Array(0);
  #bytes = 0;
  #hasNul = false;
  #utf8: InstanceType<typeof TextDecoder> | null = new TextDecoder("utf-8", { fatal: true });

  add(piece: Uint8Array): void {
    this.#bytes += piece.byteLength;
    this.#hasNul ||= piece.includes(0);
    if (this.#head.byteLength < headBytes)
      this.#head = Buffer.concat([this.#head, piece.subarray(0, headBytes - this.#head.byteLength)]);
    try {
      this.#utf8?.decode(piece, { stream: true });
    } catch {
      this.#utf8 = null;
    }
  }

  end(): Sniffed {
    try {
      this.#utf8?.decode();
    } catch {
      this.#utf8 = null;
    }
    const head = this.#head;
    const begins = (sign: readonly number[]) => sign.every((byte, at) => head[at] === byte);
    const marked = marks.find(([, mark]) => begins(mark))?.[0];
    const encoding = marked ?? (this.#utf8 === null ? "windows-1252" : "utf-8");
    const other = others.find(([, sign]) => begins(sign))?.[0];
    const told = { bytes: this.#bytes, encoding, head } as const;
    if (this.#bytes === 0)
      return { ...told, fault: { cause: "This file is empty.", nextStep: "Export it again." } };
    if (other !== undefined)
      return { ...told, fault: { cause: `This is ${other}, no CSV.`, nextStep: asCsv } };
    if (this.#hasNul && !encoding.startsWith("utf-16"))
      return { ...told, fault: { cause: "This file is no text.", nextStep: asCsv } };
    return { ...told, fault: null };
  }
}
