import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the clone these scripts belong to. */
export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where `npm start` keeps its database, workflow history, ledger, secrets and logs. */
export const defaultDataDirectory = join(repositoryRoot, ".data");

/**
 * Folder for downloads that every clone of this user may share.
 * Falls back to the clone's own ignored folder where no home directory can be written.
 */
export function cacheDirectory(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  for (const directory of [join(base, "packpost"), join(repositoryRoot, ".data", "cache")]) {
    try {
      mkdirSync(directory, { recursive: true });
      accessSync(directory, constants.W_OK | constants.X_OK);
      return directory;
    } catch {
      // Not writable: the next one is.
    }
  }
  throw new Error(`Neither ${base} nor ${repositoryRoot} can be written.`);
}
