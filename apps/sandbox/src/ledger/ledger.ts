import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { delayOf, isBounce, planEvents } from "../outcomes/plan-events.ts";
import { BulkInsert } from "./bulk-insert.ts";
import { type LedgerFilter, whereOf } from "./filter.ts";
import { keyBytes } from "./hash-text.ts";
import { type Draft, type LedgerRow, recordSchema } from "./message.ts";
import { type Database, EVENTS_A_MESSAGE } from "./open-database.ts";
import { UuidsOfNumbers } from "./uuids-of-numbers.ts";

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const COLUMNS = "seq, r.id AS request, channel, token, at, outcome, content";

/** The truth of what was accepted, whatever its channel. */
export class Ledger {
  /** Ids of messages, as their senders know them. */
  readonly ids: UuidsOfNumbers;
  /** Ids of events, as receivers of webhooks know them. */
  readonly traceIds: UuidsOfNumbers;
  readonly #database: Database;
  readonly #statements;
  #next: number;
  /** The request last looked into: a page of messages often comes from one. */
  #opened: { request: number; source: unknown } | undefined;

  constructor(database: Database) {
    this.#database = database;
    const found = database.prepare("SELECT name, (SELECT max(seq) FROM message) AS last FROM instance").get();
    const { name, last } = z.object({ name: z.string(), last: z.number().nullable() }).parse(found);
    this.ids = new UuidsOfNumbers(`message ${name}`);
    this.traceIds = new UuidsOfNumbers(`trace ${name}`);
    this.#next = last === null ? 0 : last + 1;
    this.#statements = {
      request: database.prepare("INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?)"),
      message: new BulkInsert(database, "message", 3),
      event: new BulkInsert(database, "event (id, kind, at, link, due, token)", 6),
      row: database.prepare(
        `SELECT ${COLUMNS} FROM message m, (SELECT id, channel, token, at FROM request WHERE id <= ? ORDER BY id DESC LIMIT 1) r WHERE seq = ?`,
      ),
      bytes: database.prepare("SELECT bytes FROM request WHERE id = ?"),
    };
  }

  /** How many messages there are; also the number of the next one. */
  get count(): number {
    return this.#next;
  }

  /**
   * Writes accepted messages and what will happen to them, in one transaction: when it returns, they survive this process.
   * @param raw the request's body as it came, kept once and read when somebody looks at a message
   * @param life how many times faster than life their events happen, and which kinds need the timer at all
   * @returns the number of the first message; the others follow it
   */
  append(
    { channel, token, at }: Pick<LedgerRow, "channel" | "token" | "at">,
    raw: Buffer,
    drafts: readonly Draft[],
    life: { speed: number; needsTimer(kind: string): boolean },
  ): number {
    const first = this.#next;
    if (drafts.length === 0) return first;
    const { request, message, event } = this.#statements;
    message.begin();
    event.begin();
    this.#database.inTransaction(() => {
      const last = first + drafts.length - 1;
      request.run(first, last, channel, token, at, keyBytes(keysOf(drafts)), zstdCompressSync(raw, FAST));
      for (const [place, { outcome, content, startsInMs = 0 }] of drafts.entries()) {
        const seq = first + place;
        const { links = [] } = content;
        message.add(seq, outcome, JSON.stringify(content));
        let id = seq * EVENTS_A_MESSAGE;
        for (const planned of planEvents(outcome, seq, links.length, channel)) {
          const happensAt = at + Math.round(startsInMs + delayOf(planned, life.speed));
          const link = planned.link === undefined ? null : (links[planned.link] ?? null);
          const due = life.needsTimer(planned.kind) ? happensAt : null;
          event.add(id++, planned.kind, happensAt, link, due, isBounce(planned.kind) ? token : null);
        }
      }
      message.flush();
      event.flush();
    });
    this.#next += drafts.length;
    return first;
  }

  row(seq: number): LedgerRow {
    return this.#read(this.#statements.row.get(seq, seq));
  }

  /** The message behind an id, or undefined when this simulator never gave it. */
  byId(messageId: string): LedgerRow | undefined {
    const seq = this.ids.numberOf(messageId);
    return seq !== undefined && seq < this.#next ? this.row(seq) : undefined;
  }

  find(filter: LedgerFilter, page: { order: "ASC" | "DESC"; limit: number; offset?: number }): LedgerRow[] {
    const { sql, values } = whereOf(filter);
    const { order, limit, offset = 0 } = page;
    return this.#database
      .prepare(`SELECT ${COLUMNS} ${sql} ORDER BY r.id ${order}, seq ${order} LIMIT ? OFFSET ?`)
      .all(...values, limit, offset)
      .map((record) => this.#read(record));
  }

  total(filter: LedgerFilter): number {
    const { sql, values } = whereOf(filter);
    const found = this.#database.prepare(`SELECT count(*) AS n ${sql}`).get(...values);
    return z.object({ n: z.number() }).parse(found).n;
  }

  /** The message as its sender wrote it (JSON), out of the request it came in. */
  source({ request, place }: LedgerRow): unknown {
    if (this.#opened?.request !== request) {
      const { bytes } = z
        .object({ bytes: z.instanceof(Uint8Array) })
        .parse(this.#statements.bytes.get(request));
      this.#opened = { request, source: JSON.parse(zstdDecompressSync(bytes).toString("utf8")) };
    }
    const { source } = this.#opened;
    return place < 0 ? source : z.array(z.unknown()).parse(source)[place];
  }

  #read(record: unknown): LedgerRow {
    const { content, ...columns } = recordSchema.parse(record);
    return { ...content, ...columns, id: this.ids.of(columns.seq) };
  }
}

/** Texts by which messages are looked for: their mailbox and each value of their metadata. */
function keysOf(drafts: readonly Draft[]): Set<string> {
  const keys = new Set<string>();
  for (const { content } of drafts) {
    keys.add(content.who);
    for (const field in content.meta) keys.add(content.meta[field] ?? "");
  }
  return keys;
}
