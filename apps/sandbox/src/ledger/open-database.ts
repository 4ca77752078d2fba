import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A message's planned events have the ids from its number times this on. */
export const EVENTS_A_MESSAGE = 32;
/** The first id of events done by hand or through the API. */
export const BY_HAND = 2 ** 46;

/**
 * Everything the simulator keeps. A request's `id` is the number of its first message, so that neither table needs an index
 * to find the other: such an index costs more than the rows. `keys` are hashes by which the messages are looked for.
 * So are a message's planned events found by their `id`; what is done by hand has ids from BY_HAND on, and says who and where.
 * A planned event has its `token` only if it is a bounce, since these are looked for by it.
 * `due` is when the timer must look at an event again, NULL when it is over.
 * Not synchronous: what is committed survives the death of this process, not of the machine.
 */
const SCHEMA = `
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
CREATE TABLE IF NOT EXISTS instance (name TEXT NOT NULL);
INSERT INTO instance SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM instance);
CREATE TABLE IF NOT EXISTS server (token TEXT PRIMARY KEY, settings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS request (
  id INTEGER PRIMARY KEY, last INTEGER NOT NULL, channel TEXT NOT NULL, token TEXT NOT NULL, at INTEGER NOT NULL,
  keys BLOB NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS request_of_server ON request (token);
CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, outcome TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS event (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, link TEXT, due INTEGER, failures INTEGER,
  seq INTEGER, token TEXT, stream TEXT, address TEXT);
CREATE INDEX IF NOT EXISTS event_by_hand ON event (seq) WHERE seq IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_due ON event (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_of_server ON event (token) WHERE token IS NOT NULL;
CREATE TABLE IF NOT EXISTS inbound (
  id INTEGER PRIMARY KEY, token TEXT NOT NULL, channel TEXT NOT NULL, at INTEGER NOT NULL, theirs TEXT NOT NULL,
  ours TEXT NOT NULL, content TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS inbound_of_server ON inbound (token, theirs);
CREATE TABLE IF NOT EXISTS picture (id INTEGER PRIMARY KEY, inbound INTEGER NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS picture_of_inbound ON picture (inbound);
CREATE TABLE IF NOT EXISTS suppression (
  token TEXT, stream TEXT, address TEXT, reason TEXT NOT NULL, origin TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (token, stream, address)) WITHOUT ROWID;`;

/** A database that commits a piece of work as a whole. */
export class Database extends DatabaseSync {
  /** Runs the work in one transaction; it survives the death of this process when this returns. */
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
