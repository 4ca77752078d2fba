import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Migration, Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { advisoryLocks } from "./advisory-locks.ts";
import { putReasonBits } from "./put-reason-bits.ts";
import { releaseDeadConnections } from "./release-dead-connections.ts";
import { sealDatabase } from "./seal-database.ts";

const folder = fileURLToPath(new URL("./migrations/", import.meta.url));

/** The database has run migrations that are not kept any more, so that nothing here can bring it up to date. */
export class DatabaseOfAnotherTimeError extends Error {
  constructor() {
    super("This database was made by a development version whose migrations are no longer kept");
    this.name = "DatabaseOfAnotherTimeError";
  }
}

/** Migrations are SQL files, run in the order of their names; each becomes a class as MikroORM wants it. */
function listMigrations() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => ({
      name: file.slice(0, -".sql".length),
      class: class extends Migration {
        override up(): void {
          this.addSql(putReasonBits(readFileSync(folder + file, "utf8")));
        }
      },
    }));
}

/**
 * Brings a database to the newest schema, whole or not at all; running it again changes nothing. Whoever does it while another
 * process does waits for that one, and then finds it done.
 * @param ownerUrl connection string of the role that owns the tables (DATABASE_MIGRATION_URL)
 * @returns names of the migrations it ran
 * @throws {DatabaseOfAnotherTimeError}
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const migrationsList = listMigrations();
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined, // the caller is told what was run
    extensions: [Migrator],
    pool: { min: 1, max: 1 }, // the lock is that connection's, and ends with it
    driverOptions: { onPoolCreated: releaseDeadConnections },
    migrations: { migrationsList, snapshot: false, tableName: "schema_migration" },
  });
  try {
    const connection = orm.em.getConnection();
    await connection.execute("select pg_advisory_lock(?)", [advisoryLocks.migration]);
    const executed = new Set((await orm.migrator.getExecuted()).map((done) => done.name));
    for (const { name } of migrationsList) executed.delete(name);
    if (executed.size > 0) throw new DatabaseOfAnotherTimeError();
    const names = (await orm.migrator.up()).map((done) => done.name);
    await connection.execute(sealDatabase);
    return names;
  } finally {
    await orm.close(true);
  }
}
