import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BOUNCE_KINDS } from "../outcomes/plan-events.ts";

/** Condition of the index `event_bounce`; a query must say the same to use it. */
export const IS_BOUNCE = `kind IN ('${BOUNCE_KINDS.join("', '")}')`;

/**
 * Everything the simulator keeps. A message's columns are the same for every channel; what its wire format says lies in
 * `row` (JSON) and, as it came, in `body`.
 * `keys` are the hashes by which a request's messages are found: an index entry a message would write a page each. Counting needs the
 * indexes alone.
 * `due` is when the timer must look at an event again, NULL when it is over.
 */
const SCHEMA = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA temp_store = MEMORY;
CREATE TABLE IF NOT EXISTS instance (name TEXT NOT NULL);
INSERT INTO instance SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM instance);
CREATE TABLE IF NOT EXISTS server (token TEXT PRIMARY KEY, settings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, keys BLOB NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS message (
  seq INTEGER PRIMARY KEY, channel TEXT NOT NULL, token TEXT NOT NULL, at INTEGER NOT NULL, tag TEXT NOT NULL,
  outcome TEXT NOT NULL, recipient INTEGER, body INTEGER NOT NULL, place INTEGER NOT NULL, row TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS message_by_server ON message (token, seq, tag, outcome, recipient, at);
CREATE INDEX IF NOT EXISTS message_of_body ON message (body);
CREATE TABLE IF NOT EXISTS event (
  id INTEGER PRIMARY KEY, seq INTEGER, token TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
  by_hand INTEGER NOT NULL, stream TEXT NOT NULL, address TEXT NOT NULL, link TEXT, due INTEGER, failures INTEGER);
CREATE INDEX IF NOT EXISTS event_of_message ON event (seq, at, kind, by_hand) WHERE seq IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_due ON event (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_bounce ON event (token, id) WHERE ${IS_BOUNCE};
CREATE TABLE IF NOT EXISTS suppression (
  token TEXT, stream TEXT, address TEXT, reason TEXT NOT NULL, origin TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (token, stream, address)) WITHOUT ROWID;`;

/** A database that commits a piece of work as a whole. */
export class Database extends DatabaseSync {
  /** Runs the work in one transaction; it is on disk (safe from the death of this process) when this returns. */
  inTransaction<T>(work: () => T): T {
    this.exec("BEGIN");
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.exec("ROLLBACK");
      throw error;
    }
  }
}

/**
 * Opens the data folder, creating what is missing; SQLite itself recovers from a kill.
 * @throws when the folder cannot be written
 */
export function openDatabase(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const database = new Database(join(folder, "ledger.sqlite"));
  database.exec(SCHEMA);
  return database;
}
