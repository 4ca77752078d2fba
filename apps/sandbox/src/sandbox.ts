import type { Env } from "./env.ts";
import { EventLog } from "./events/event-log.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { InboundBook } from "./ledger/inbound-book.ts";
import { Ledger } from "./ledger/ledger.ts";
import { type Database, openDatabase } from "./ledger/open-database.ts";
import { ServerBook } from "./servers/server-book.ts";
import { SuppressionBook } from "./servers/suppression-book.ts";
import { NumberQueue } from "./twilio/number-queue.ts";
import { Courier } from "./webhooks/courier.ts";

/** Everything the simulator is made of; routes take what they need from it. */
export class Sandbox {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly inbound: InboundBook;
  readonly servers: ServerBook;
  readonly suppressions: SuppressionBook;
  readonly faults: FaultBoard;
  readonly events: EventLog;
  readonly courier: Courier;
  /** What waits at each sending number. */
  readonly queue = new NumberQueue();
  /** How often a new picture was asked for in vain, by its number. */
  readonly pictureMisses = new Map<number, number>();
  /** Where it is reached, as it was called last: addresses of pictures begin with it. */
  baseUrl = "";
  /** Domains of the account by the ids they were listed under. */
  readonly domainNames = new Map<number, string>();

  /**
   * Opens the data folder (creating it) with what an earlier process left; time stands still until the clock starts.
   * @throws when the folder cannot be written
   */
  constructor(env: Env) {
    this.database = openDatabase(env.DATA_DIR);
    this.ledger = new Ledger(this.database);
    this.inbound = new InboundBook(this.database);
    this.servers = new ServerBook(this.database);
    this.suppressions = new SuppressionBook(this.database);
    this.faults = new FaultBoard(env);
    this.events = new EventLog(this.database, this.ledger);
    this.courier = new Courier(this);
  }
}
