import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { delayOf, planEvents } from "../outcomes/plan-events.ts";
import { type LedgerFilter, whereOf } from "./filter.ts";
import { keyBytes, keyOf } from "./hash-text.ts";
import { messageIdOf, seqOfMessageId } from "./message-id.ts";
import type { Database } from "./open-database.ts";
import { type LedgerRow, messageRowSchema, type RowDraft, recordSchema } from "./row.ts";

/** The metadata field by which double sends are counted. */
const DISTINCT_FIELD = "recipient";
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const sourceSchema = z.object({ bytes: z.instanceof(Uint8Array) });
const COLUMNS = "m.seq, m.channel, m.token, m.at, m.outcome, m.body, m.place, m.row";

/** The truth of what was accepted. */
export class Ledger {
  readonly instance: string;
  readonly #database: Database;
  readonly #statements;
  #next: number;

  constructor(database: Database) {
    this.#database = database;
    const { name, next } = z
      .object({ name: z.string(), next: z.number() })
      .parse(
        database
          .prepare("SELECT name, (SELECT coalesce(max(seq) + 1, 0) FROM message) AS next FROM instance")
          .get(),
      );
    this.instance = name;
    this.#next = next;
    this.#statements = {
      body: database.prepare("INSERT INTO body (keys, bytes) VALUES (?, ?)"),
      message: database.prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      event: database.prepare(
        "INSERT INTO event (seq, token, kind, at, by_hand, stream, address, link, due) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)",
      ),
      row: database.prepare(`SELECT ${COLUMNS} FROM message m WHERE seq = ?`),
      bytes: database.prepare("SELECT bytes FROM body WHERE id = ?"),
    };
  }

  /** How many messages there are; also the number of the next one. */
  get count(): number {
    return this.#next;
  }

  /**
   * Writes accepted messages and what will happen to them, in one transaction: when it returns, they survive this process.
   * @param raw the request body as it came; it is what the outbox shows later
   * @param life how many times faster than life their events happen, and which kinds need the timer at all
   * @returns the number of the first message; the others follow it
   */
  append(
    channel: LedgerRow["channel"],
    token: string,
    atMs: number,
    raw: Buffer,
    drafts: readonly RowDraft[],
    life: { speed: number; needsTimer(kind: string): boolean },
  ): number {
    const first = this.#next;
    if (drafts.length === 0) return first;
    const { body, message, event } = this.#statements;
    this.#database.inTransaction(() => {
      const bodyId = body.run(keyBytes(keysOf(drafts)), zstdCompressSync(raw, FAST)).lastInsertRowid;
      for (const [at, { row, outcome, place }] of drafts.entries()) {
        const seq = first + at;
        const distinct = row.meta[DISTINCT_FIELD];
        const recipient = distinct === undefined ? null : keyOf(`${token}\n${distinct}`);
        const json = JSON.stringify(row);
        message.run(seq, channel, token, atMs, row.tag ?? "", outcome, recipient, bodyId, place, json);
        for (const planned of planEvents(outcome, seq, row.links?.length ?? 0)) {
          const happensAt = atMs + Math.round(delayOf(planned, life.speed));
          const link = planned.link === undefined ? null : (row.links?.[planned.link] ?? null);
          const due = life.needsTimer(planned.kind) ? happensAt : null;
          event.run(seq, token, planned.kind, happensAt, row.stream, row.who, link, due);
        }
      }
    });
    this.#next += drafts.length;
    return first;
  }

  row(seq: number): LedgerRow {
    return this.#read(this.#statements.row.get(seq));
  }

  /** The message behind an id, or undefined when this simulator never gave it. */
  byId(messageId: string): LedgerRow | undefined {
    const seq = seqOfMessageId(this.instance, messageId);
    return seq !== undefined && seq < this.#next ? this.row(seq) : undefined;
  }

  messageId(seq: number): string {
    return messageIdOf(this.instance, seq);
  }

  find(filter: LedgerFilter, page: { order: "ASC" | "DESC"; limit: number; offset?: number }): LedgerRow[] {
    const { source, sql, values } = whereOf(filter);
    const statement = `SELECT ${COLUMNS} FROM ${source} WHERE ${sql} ORDER BY m.seq ${page.order} LIMIT ? OFFSET ?`;
    return this.#database
      .prepare(statement)
      .all(...values, page.limit, page.offset ?? 0)
      .map((record) => this.#read(record));
  }

  total(filter: LedgerFilter): number {
    const { source, sql, values } = whereOf(filter);
    const found = this.#database.prepare(`SELECT count(*) AS n FROM ${source} WHERE ${sql}`).get(...values);
    return z.object({ n: z.number() }).parse(found).n;
  }

  /** The message as its sender wrote it (JSON), out of the raw request it came in. */
  source(row: LedgerRow): unknown {
    const { bytes } = sourceSchema.parse(this.#statements.bytes.get(row.body));
    const raw: unknown = JSON.parse(zstdDecompressSync(bytes).toString("utf8"));
    return row.place < 0 ? raw : z.array(z.unknown()).parse(raw)[row.place];
  }

  #read(record: unknown): LedgerRow {
    const { row, ...columns } = recordSchema.parse(record);
    return { ...messageRowSchema.parse(JSON.parse(row)), ...columns, id: this.messageId(columns.seq) };
  }
}

/** Texts by which messages are looked for: their mailbox and each metadata field. */
function* keysOf(drafts: readonly RowDraft[]): Generator<string> {
  for (const { row } of drafts) {
    yield row.who;
    for (const field in row.meta) yield `${field}=${row.meta[field]}`;
  }
}
