import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { OUTCOME_NAMES, type Outcome } from "../outcomes/outcome.ts";
import { AppendFile } from "./append-file.ts";
import { Column } from "./column.ts";
import { KeyIndex } from "./key-index.ts";
import { messageIdOf, seqOfMessageId } from "./message-id.ts";
import { Names } from "./names.ts";
import { readLines } from "./read-lines.ts";
import { type LedgerRow, type RowDraft, rowSchema } from "./row.ts";

/** The metadata field by which double sends are counted. */
const DISTINCT_FIELD = "recipient";
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * The truth of what was accepted. Rows lie as JSON lines on disk, raw request bodies compressed beside them;
 * memory holds only columns of numbers and one index, about 150 bytes a message.
 */
export class Ledger {
  readonly instance: string;
  readonly tokens = new Names();
  readonly tags = new Names();
  readonly #rows: AppendFile;
  readonly bodies: AppendFile;
  readonly #keys = new KeyIndex();
  readonly #offsets = new Column((size) => new Float64Array(size));
  readonly #at = new Column((size) => new Float64Array(size));
  readonly #token = new Column((size) => new Uint16Array(size));
  readonly #tag = new Column((size) => new Uint32Array(size));
  readonly #outcome = new Column((size) => new Uint8Array(size));
  readonly #links = new Column((size) => new Uint8Array(size));
  readonly #speed = new Column((size) => new Float64Array(size));
  /** First message with the same recipient field, plus 1; 0 = the field is missing. */
  readonly #first = new Column((size) => new Uint32Array(size));
  #count = 0;

  constructor(folder: string, instance: string) {
    this.instance = instance;
    const path = join(folder, "ledger.jsonl");
    for (const { offset, line } of readLines(path)) this.#index(rowSchema.parse(JSON.parse(line)), offset);
    this.#rows = new AppendFile(path);
    this.bodies = new AppendFile(join(folder, "bodies.zst"));
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Writes accepted messages; when it returns they survive the death of this process.
   * @param raw the request body as it came; it is what the outbox shows later
   * @returns the number of the first message; the others follow it
   */
  append(token: string, acceptedAtMs: number, raw: Buffer, drafts: readonly RowDraft[]): number {
    const first = this.#count;
    if (drafts.length === 0) return first;
    const blob = zstdCompressSync(raw, FAST);
    const bodyAt = this.bodies.append(blob);
    const rows: LedgerRow[] = [];
    const lines: string[] = [];
    for (const { place, ...draft } of drafts) {
      const row: LedgerRow = {
        seq: first + rows.length,
        token,
        at: acceptedAtMs,
        ...draft,
        body: [bodyAt, blob.length, place],
      };
      rows.push(row);
      lines.push(JSON.stringify(row));
    }
    let offset = this.#rows.append(Buffer.from(`${lines.join("\n")}\n`));
    for (const [place, row] of rows.entries()) {
      this.#index(row, offset);
      offset += Buffer.byteLength(lines[place] ?? "") + 1;
    }
    return first;
  }

  row(seq: number): LedgerRow {
    const start = this.#offsets.get(seq);
    const end = seq + 1 < this.#count ? this.#offsets.get(seq + 1) : this.#rows.size;
    return rowSchema.parse(JSON.parse(this.#rows.read(start, end - start).toString("utf8")));
  }

  /** Consecutive rows in one read. */
  rows(from: number, to: number): LedgerRow[] {
    if (from >= to) return [];
    const start = this.#offsets.get(from);
    const end = to < this.#count ? this.#offsets.get(to) : this.#rows.size;
    const lines = this.#rows
      .read(start, end - start)
      .toString("utf8")
      .trimEnd()
      .split("\n");
    return lines.map((line) => rowSchema.parse(JSON.parse(line)));
  }

  messageId(seq: number): string {
    return messageIdOf(this.instance, seq);
  }

  seqOf(messageId: string): number | undefined {
    const seq = seqOfMessageId(this.instance, messageId);
    return seq !== undefined && seq < this.#count ? seq : undefined;
  }

  withMetadata(token: string, field: string, value: string): Generator<number> {
    return this.#keys.newestFirst(`${token}\n${field}=${value}`);
  }

  withRecipient(token: string, address: string): Generator<number> {
    return this.#keys.newestFirst(`${token}\n${address}`);
  }

  acceptedAt(seq: number): number {
    return this.#at.get(seq);
  }

  tokenNumber(seq: number): number {
    return this.#token.get(seq);
  }

  tokenOf(seq: number): string {
    return this.tokens.text(this.#token.get(seq));
  }

  tagNumber(seq: number): number {
    return this.#tag.get(seq);
  }

  outcome(seq: number): Outcome {
    return OUTCOME_NAMES[this.#outcome.get(seq)] ?? "none";
  }

  speed(seq: number): number {
    return this.#speed.get(seq);
  }

  linkCount(seq: number): number {
    return this.#links.get(seq);
  }

  /** A number shared by all messages with the same recipient field on the same server; -1 without that field. */
  distinctNumber(seq: number): number {
    return this.#first.get(seq) - 1;
  }

  sync(): void {
    this.#rows.sync();
    this.bodies.sync();
  }

  #index(row: LedgerRow, offset: number): void {
    const seq = this.#count;
    this.#offsets.set(seq, offset);
    this.#at.set(seq, row.at);
    this.#token.set(seq, this.tokens.number(row.token));
    this.#tag.set(seq, this.tags.number(row.tag ?? ""));
    this.#outcome.set(seq, OUTCOME_NAMES.indexOf(row.outcome));
    this.#links.set(seq, row.links?.length ?? 0);
    this.#speed.set(seq, row.speed ?? 1);
    this.#keys.add(`${row.token}\n${row.who}`, seq);
    for (const field in row.meta) {
      const first = this.#keys.add(`${row.token}\n${field}=${row.meta[field]}`, seq);
      if (field === DISTINCT_FIELD) this.#first.set(seq, first + 1);
    }
    this.#count += 1;
  }
}
