import type { Env } from "./env.ts";
import { EventLog } from "./events/event-log.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { Ledger } from "./ledger/ledger.ts";
import { type Database, openDatabase } from "./ledger/open-database.ts";
import { ServerBook } from "./servers/server-book.ts";
import { SuppressionBook } from "./servers/suppression-book.ts";
import { Courier } from "./webhooks/courier.ts";

/** Everything the simulator is made of; routes take what they need from it. */
export class Sandbox {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly servers: ServerBook;
  readonly suppressions: SuppressionBook;
  readonly faults: FaultBoard;
  readonly events: EventLog;
  readonly courier: Courier;
  /** Domains of the account by the ids they were listed under. */
  readonly domainNames = new Map<number, string>();

  /**
   * Opens the data folder (creating it) with what an earlier process left; time stands still until the clock starts.
   * @throws when the folder cannot be written
   */
  constructor(env: Env) {
    this.database = openDatabase(env.DATA_DIR);
    this.ledger = new Ledger(this.database);
    this.servers = new ServerBook(this.database);
    this.suppressions = new SuppressionBook(this.database);
    this.faults = new FaultBoard(env);
    this.events = new EventLog(this.database, this.ledger);
    this.courier = new Courier(this);
  }
}
