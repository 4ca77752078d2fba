import type { Env } from "./env.ts";
import { startClock } from "./events/clock.ts";
import { EventLog } from "./events/event-log.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { Ledger } from "./ledger/ledger.ts";
import { type Database, openDatabase } from "./ledger/open-database.ts";
import { ServerBook } from "./servers/server-book.ts";
import { SuppressionBook } from "./servers/suppression-book.ts";
import { Courier } from "./webhooks/courier.ts";

/** Everything the simulator is made of; routes take what they need from it. */
export interface Sandbox {
  database: Database;
  ledger: Ledger;
  servers: ServerBook;
  suppressions: SuppressionBook;
  faults: FaultBoard;
  events: EventLog;
  courier: Courier;
  /** Domains of the account by the ids they were listed under. */
  domainNames: Map<number, string>;
  stop(): void;
}

/**
 * Opens the data folder (creating it), recovers what an earlier process left, and lets life go on.
 * @throws when the folder cannot be written
 */
export function openSandbox(env: Env): Sandbox {
  const database = openDatabase(env.DATA_DIR);
  const ledger = new Ledger(database);
  const parts = {
    database,
    ledger,
    servers: new ServerBook(database),
    suppressions: new SuppressionBook(database),
    faults: new FaultBoard(env),
    events: new EventLog(database, ledger),
    domainNames: new Map<number, string>(),
  };
  const sandbox: Sandbox = {
    ...parts,
    get courier() {
      return courier;
    },
    stop() {
      stopClock();
      courier.writeBack();
      database.close();
    },
  };
  const courier = new Courier(sandbox);
  const stopClock = startClock(sandbox);
  return sandbox;
}
