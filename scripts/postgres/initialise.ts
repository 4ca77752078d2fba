import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StepFailure } from "../console/step-failure.ts";
import type { PostgresAccount } from "./choose-account.ts";
import type { PostgresBinaries } from "./find-binaries.ts";

const run = promisify(execFile);

/** Name of the role that owns everything; only migrations use it. */
export const ownerRole = "packpost_owner";

/**
 * Creates the cluster under `home` unless it is there already.
 * It is made in a neighbouring folder and renamed when complete, so a killed run leaves nothing half-made behind.
 * @returns folder of the cluster
 */
export async function initialisePostgres(options: {
  readonly home: string;
  readonly ownerPassword: string;
  readonly account: PostgresAccount;
  readonly binaries: PostgresBinaries;
}): Promise<string> {
  const { home, account, binaries } = options;
  const cluster = join(home, "cluster-18");
  if (existsSync(cluster)) return cluster;
  const unfinished = join(home, "unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(home, "owner-password");
  writeFileSync(passwordFile, options.ownerPassword, { mode: 0o600 });
  if (account.owner) {
    for (const path of [unfinished, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid);
  }
  try {
    const [command = binaries.initdb, ...args] = [
      ...account.prefix,
      binaries.initdb,
      `--pgdata=${unfinished}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // PostgreSQL's own collation: the same order on every machine, and nothing to install.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-sync",
    ];
    const identity = account.prefix.length === 0 ? account.owner : null;
    await run(command, args, { cwd: home, ...identity });
  } catch (error) {
    throw new StepFailure(
      "PostgreSQL could not create its files",
      error instanceof Error ? error.message : String(error),
      `Check the free space and the rights of ${home}, then run again.`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
  return cluster;
}
