import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownerRole } from "../postgres/initialise.ts";
import { loadLocalSecrets } from "./load-local-secrets.ts";

/** The owner's connection to the database that `npm start` runs on this data directory; null when none is up. */
export function findLocalDatabase(dataDirectory: string): string | null {
  const [lock] = globSync(join(dataDirectory, "postgres", "cluster-*", "postmaster.pid"));
  if (lock === undefined) return null;
  // The fourth line of PostgreSQL's lock file is its port.
  const port = Number(readFileSync(lock, "utf8").split("\n")[3]);
  const { databaseOwnerPassword } = loadLocalSecrets(dataDirectory);
  return `postgres://${ownerRole}:${databaseOwnerPassword}@127.0.0.1:${port}/packpost`;
}
