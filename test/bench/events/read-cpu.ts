import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Linux counts in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** Seconds of CPU that processes below this one have used, by what they are: `api`, `web`, `postgres` …, from /proc. */
export function readCpu(): Record<string, number> {
  const processes = new Map<number, { parent: number; name: string; seconds: number }>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [, parent, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const program = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
      processes.set(Number(pid), {
        parent: Number(parent),
        name: program === "postgres" ? program : basename(readlinkSync(`/proc/${pid}/cwd`)),
        // Its own, and of children that have ended: PostgreSQL's connections come and go.
        seconds: fields.slice(9, 13).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND,
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  const sums: Record<string, number> = {};
  for (const [pid, { name, seconds }] of processes) if (isOurs(pid)) sums[name] = (sums[name] ?? 0) + seconds;
  return sums;
}
