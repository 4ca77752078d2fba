import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** CPU seconds so far, by program: our own process and everything it has started. */
export type CpuSeconds = Readonly<Record<string, number>>;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  /** Of children that have ended. */
  readonly endedTicks: number;
}

/** Linux only (`/proc`): elsewhere there is nothing to read and the answer is empty. Ticks are hundredths of a second. */
export function readCpu(): CpuSeconds {
  const seconds: Record<string, number> = {};
  for (const { name, ...stat } of readPrograms()) {
    // Only the database's own children come and go while it runs.
    const ticks = stat.ticks + (name === "postgres" ? stat.endedTicks : 0);
    seconds[name] = (seconds[name] ?? 0) + ticks / 100;
  }
  return seconds;
}

/** Our own process and everything it has started, each with its program's name. */
export function readPrograms(): (Stat & { readonly name: string })[] {
  const stats = readStats();
  const parents = new Map(stats.map((stat) => [stat.pid, stat.parent]));
  return stats.filter(({ pid }) => isOurs(pid, parents)).map((stat) => ({ ...stat, name: nameOf(stat.pid) }));
}

/** What each program has used between two readings. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => [
      name,
      Number((seconds - (before[name] ?? 0)).toFixed(2)),
    ]),
  );
}

function readStats(): Stat[] {
  return listProc().flatMap((entry) => {
    try {
      const text = readFileSync(`/proc/${entry}/stat`, "utf8");
      // The name, in brackets, may hold blanks.
      const fields = text
        .slice(text.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number);
      const [parent, user, system, endedUser, endedSystem] = [
        fields[1],
        fields[11],
        fields[12],
        fields[13],
        fields[14],
      ];
      return [
        {
          pid: Number(entry),
          parent: parent ?? 0,
          ticks: (user ?? 0) + (system ?? 0),
          endedTicks: (endedUser ?? 0) + (endedSystem ?? 0),
        },
      ];
    } catch {
      return []; // ended meanwhile
    }
  });
}

function listProc(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function isOurs(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (at === process.pid) return true;
  return false;
}

function nameOf(pid: number): string {
  if (pid === process.pid) return "bench";
  try {
    const [command = "", script = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (command.startsWith("postgres") || basename(command) === "postgres") return "postgres";
    if (basename(command) !== "node") return basename(command);
    return /(^|\/)src\/main\.ts$/.test(script)
      ? basename(readlinkSync(`/proc/${pid}/cwd`))
      : basename(script, ".ts");
  } catch {
    return "ended";
  }
}
