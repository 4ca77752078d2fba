import { initOrm, type Orm } from "@packpost/db/orm";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { createDatabase } from "./create-database.ts";

export type TestDatabase = {
  /** Connection of the app's role, as web and worker have it. */
  readonly orm: Orm;
  /** The app's role without any ORM, for raw SQL. */
  readonly app: pg.Pool;
  /** The owner: sees everything; for looking at what happened, and for what no app may do. */
  readonly owner: pg.Pool;
  readonly appUrl: string;
  readonly ownerUrl: string;
};

/**
 * Gives the test file a database of its own, migrated and empty (a clone, about 50 ms), dropped at its end.
 * Call it at the top of a file or `describe`; use what it returns inside hooks and tests.
 */
export function openTestDatabase(): TestDatabase {
  let current: TestDatabase | null = null;
  let drop: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    ({ database: current, drop } = await createTestDatabase());
  });
  afterAll(() => drop());
  const opened = (): TestDatabase => {
    if (!current) throw new Error("the test database is there in hooks and tests only");
    return current;
  };
  return {
    get orm() {
      return opened().orm;
    },
    get app() {
      return opened().app;
    },
    get owner() {
      return opened().owner;
    },
    get appUrl() {
      return opened().appUrl;
    },
    get ownerUrl() {
      return opened().ownerUrl;
    },
  };
}

async function createTestDatabase(): Promise<{ database: TestDatabase; drop: () => Promise<void> }> {
  const { appUrl, ownerUrl, drop } = await createDatabase(inject("services"));
  const app = new pg.Pool({ connectionString: appUrl, max: 4 });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // The database is dropped before the last goodbye of each connection has been read.
  for (const pool of [app, owner]) pool.on("error", () => undefined);
  const orm = await initOrm({ url: appUrl, poolSize: 8 });
  return {
    database: { orm, app, owner, appUrl, ownerUrl },
    drop: async () => {
      await Promise.all([orm.close(true), app.end(), owner.end()]);
      await drop();
    },
  };
}
