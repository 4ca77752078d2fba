import { z } from "zod";
import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/message.ts";
import { BY_HAND, type Database, EVENTS_A_MESSAGE } from "../ledger/open-database.ts";
import { isBounce } from "../outcomes/plan-events.ts";
import { eventSchema, type Occurrence } from "./occurrence.ts";

const COLUMNS = `id, iif(id < ${BY_HAND}, id / ${EVENTS_A_MESSAGE}, seq) AS seq, token, kind, at AS atMs,
  id >= ${BY_HAND} AS byHand, stream, address, link, failures`;

const dueSchema = eventSchema.extend({ due: z.number() });

type Act = Pick<Occurrence, "token" | "stream" | "address" | "kind" | "atMs"> &
  Partial<Pick<Occurrence, "seq" | "link">>;

/** What happens to messages and addresses: planned at acceptance or done by hand, each due until it is over. */
export class EventLog {
  readonly #ledger: Ledger;
  readonly #statements;
  /** `due` and `id` of the event that was handed out last; whatever is written later is due later. */
  #cursor: [due: number, id: number] = [0, 0];

  constructor(database: Database, ledger: Ledger) {
    this.#ledger = ledger;
    this.#statements = {
      act: database.prepare(
        `INSERT INTO event (id, seq, token, kind, at, stream, address, link, due) VALUES (
          (SELECT max(coalesce(max(id) + 1, 0), ${BY_HAND}) FROM event), ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      get: database.prepare(`SELECT ${COLUMNS} FROM event WHERE id = ?`),
      due: database.prepare(
        `SELECT ${COLUMNS}, due FROM event WHERE (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?`,
      ),
      of: database.prepare(
        `SELECT ${COLUMNS} FROM event WHERE (id BETWEEN ? AND ? OR event.seq = ?) AND at <= ? ORDER BY at, id`,
      ),
      bounces: database.prepare(`SELECT ${COLUMNS} FROM event WHERE token = ? AND at < ? ORDER BY at DESC`),
      listen: database.prepare(
        `UPDATE event SET due = at WHERE due IS NULL AND id IN (
          SELECT event.id FROM request r CROSS JOIN event
          ON event.id BETWEEN r.id * ${EVENTS_A_MESSAGE} AND (r.last + 1) * ${EVENTS_A_MESSAGE} - 1
          WHERE r.token = ? AND event.at > ?)`,
      ),
      set: database.prepare("UPDATE event SET due = ?, failures = ? WHERE id = ?"),
    };
  }

  /** Writes an act; it happens at its time, at the timer's next turn at the earliest. */
  act({ seq = null, token, kind, atMs, stream, address, link = null }: Act): void {
    this.#statements.act.run(seq, token, kind, atMs, stream, address, link, atMs);
  }

  get(id: number): Occurrence | undefined {
    const found = this.#statements.get.get(id);
    return found && this.#read(found);
  }

  /** Events whose time has come since they were last asked for, oldest first. */
  due(limit: number): Occurrence[] {
    const nowMs = Date.now();
    // The machine's clock was set back: what is due by it now must not be passed over.
    if (nowMs < this.#cursor[0]) this.#cursor = [0, 0];
    return this.#statements.due.all(...this.#cursor, nowMs, limit).map((found) => {
      const { due, ...event } = dueSchema.parse(found);
      this.#cursor = [due, event.id];
      return this.#complete(event);
    });
  }

  /** Somebody listens to a server from now on: what is still to happen to its messages needs the timer. */
  listen(token: string): void {
    this.#statements.listen.run(token, Date.now());
  }

  /** What has happened to a message up to now, in order. */
  of(row: LedgerRow, nowMs = Date.now()): Occurrence[] {
    const first = row.seq * EVENTS_A_MESSAGE;
    return this.#statements.of
      .all(first, first + EVENTS_A_MESSAGE - 1, row.seq, nowMs)
      .map((found) => this.#read(found, row));
  }

  /** Bounces of a server that have happened, newest first. */
  bounces(token: string): Occurrence[] {
    return this.#statements.bounces
      .all(token, Date.now())
      .map((found) => this.#read(found))
      .filter(({ kind }) => isBounce(kind));
  }

  over(event: Occurrence): void {
    this.#statements.set.run(null, event.failures ?? 0, event.id);
  }

  /** Posts it later, as the timer finds it. */
  postAt(event: Occurrence, dueMs: number, failures: number): void {
    this.#statements.set.run(Math.round(dueMs), failures, event.id);
  }

  #read(found: unknown, known?: LedgerRow): Occurrence {
    return this.#complete(eventSchema.parse(found), known);
  }

  #complete(
    { token, stream, address, ...event }: z.infer<typeof eventSchema>,
    known?: LedgerRow,
  ): Occurrence {
    const row = known ?? (event.seq === null ? undefined : this.#ledger.row(event.seq));
    return {
      ...event,
      row,
      token: token ?? row?.token ?? "",
      stream: stream ?? row?.stream ?? "",
      address: address ?? row?.who ?? "",
    };
  }
}
