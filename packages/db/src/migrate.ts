import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Migration, Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { sealDatabase } from "./seal-database.ts";

const folder = fileURLToPath(new URL("./migrations/", import.meta.url));

/** Migrations are SQL files, run in the order of their names; each becomes a class as MikroORM wants it. */
function listMigrations() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => ({
      name: file.slice(0, -".sql".length),
      class: class extends Migration {
        override up(): void {
          this.addSql(readFileSync(folder + file, "utf8"));
        }
      },
    }));
}

/**
 * Brings a database to the newest schema; running it again changes nothing.
 * @param ownerUrl connection string of the role that owns the tables (DATABASE_MIGRATION_URL)
 * @returns names of the migrations it ran
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined, // the caller is told what was run
    extensions: [Migrator],
    migrations: { migrationsList: listMigrations(), snapshot: false, tableName: "schema_migration" },
  });
  try {
    const names = (await orm.migrator.up()).map((done) => done.name);
    await orm.em.getConnection().execute(sealDatabase);
    return names;
  } finally {
    await orm.close(true);
  }
}
