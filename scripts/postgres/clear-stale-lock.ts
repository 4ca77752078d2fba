import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readStartTime } from "../processes/identify-process.ts";
import { stopProcess } from "../processes/stop-process.ts";

/**
 * Removes the lock file of a PostgreSQL that was killed. Its number may belong to another program by now,
 * for which PostgreSQL would refuse to start; a PostgreSQL that still runs on this very folder is stopped first.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const pid = readPid(file);
  if (pid === null) return;
  const startedAt = readStartTime(pid);
  if (startedAt !== null && runsOn(pid, cluster)) {
    await stopProcess({ pid, startedAt }, { stopSignal: "SIGINT", graceMs: 8_000 });
  }
  rmSync(file, { force: true });
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function runsOn(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(cluster);
  } catch {
    // No /proc (macOS): PostgreSQL's own check has to do.
    return false;
  }
}
