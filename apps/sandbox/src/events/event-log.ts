import type { Ledger } from "../ledger/ledger.ts";
import { type Database, IS_BOUNCE } from "../ledger/open-database.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { EventKind } from "../outcomes/plan-events.ts";
import { eventSchema, type Occurrence } from "./occurrence.ts";

/** `due` of an event that waits in the courier's memory: after a restart it is due at once. */
const WITH_COURIER = 2 ** 52;
const SELECT = `SELECT id, seq, token, kind, at AS atMs, by_hand AS byHand, stream, address, link, failures FROM event`;

/** What happens to messages and addresses: planned at acceptance or done by hand, each due until it is over. */
export class EventLog {
  readonly #ledger: Ledger;
  readonly #statements;

  constructor(database: Database, ledger: Ledger) {
    this.#ledger = ledger;
    database.prepare("UPDATE event SET due = at WHERE due = ?").run(WITH_COURIER);
    this.#statements = {
      act: database.prepare(
        "INSERT INTO event (seq, token, kind, at, by_hand, stream, address, link, due) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)",
      ),
      get: database.prepare(`${SELECT} WHERE id = ?`),
      due: database.prepare(`${SELECT} WHERE due <= ? ORDER BY due, id LIMIT ?`),
      of: database.prepare(`${SELECT} WHERE seq = ? AND at <= ? ORDER BY at, id`),
      bounces: database.prepare(
        `${SELECT} WHERE token = ? AND ${IS_BOUNCE} AND failures IS NOT NULL ORDER BY id DESC`,
      ),
      set: database.prepare("UPDATE event SET due = ?, failures = ? WHERE id = ?"),
    };
  }

  /** Writes an act; it happens at its time, at the timer's next turn at the earliest. */
  act(
    act: Pick<Occurrence, "token" | "stream" | "address" | "kind" | "atMs"> &
      Partial<Pick<Occurrence, "seq" | "link">>,
  ): void {
    const { seq = null, token, kind, atMs, stream, address, link = null } = act;
    this.#statements.act.run(seq, token, kind, atMs, stream, address, link, atMs);
  }

  get(id: number): Occurrence | undefined {
    const found = this.#statements.get.get(id);
    return found && this.#read(found);
  }

  /** Events whose time has come, oldest first. */
  due(nowMs: number, limit: number): Occurrence[] {
    return this.#statements.due.all(nowMs, limit).map((found) => this.#read(found));
  }

  /** What has happened to a message up to now, in order. */
  of(row: LedgerRow, nowMs = Date.now()): Occurrence[] {
    return this.#statements.of.all(row.seq, nowMs).map((found) => ({ ...eventSchema.parse(found), row }));
  }

  /** Whether an event is the first of these kinds of its message. */
  isFirst(event: Occurrence, fits: (kind: EventKind) => boolean): boolean {
    return (
      event.row !== undefined &&
      this.of(event.row, event.atMs).find(({ kind }) => fits(kind))?.id === event.id
    );
  }

  /** Bounces of a server that have happened, newest first. */
  bounces(token: string): Occurrence[] {
    return this.#statements.bounces.all(token).map((found) => this.#read(found));
  }

  over(event: Occurrence): void {
    this.#statements.set.run(null, event.failures ?? 0, event.id);
  }

  /** Posts it later, as the timer finds it. */
  postAt(event: Occurrence, dueMs: number, failures: number): void {
    this.#statements.set.run(Math.round(dueMs), failures, event.id);
  }

  /** It waits for its turn in the courier's memory. */
  queued(event: Occurrence): void {
    this.#statements.set.run(WITH_COURIER, event.failures ?? 0, event.id);
  }

  #read(found: unknown): Occurrence {
    const event = eventSchema.parse(found);
    return event.seq === null ? event : { ...event, row: this.#ledger.row(event.seq) };
  }
}
