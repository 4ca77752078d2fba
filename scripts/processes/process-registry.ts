import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "./identify-process.ts";
import { type Reaper, startReaper } from "./start-reaper.ts";
import { stopProcess } from "./stop-process.ts";

const registeredProcess = z.object({
  name: z.string(),
  pid: z.int().positive(),
  startedAt: z.string(),
  stopSignal: z.enum(["SIGTERM", "SIGINT"]),
  graceMs: z.number(),
});

/** One line per process we started, in the order of starting. */
export const registeredProcesses = z.array(registeredProcess);
export type RegisteredProcess = z.infer<typeof registeredProcess>;

/**
 * Remembers which processes are ours, on disk and in a reaper process.
 * The reaper ends them when this process dies in whatever way; the file lets the next start end what even the reaper left.
 */
export class ProcessRegistry {
  readonly #file: string;
  readonly #reaper: Reaper;
  #entries: RegisteredProcess[] = [];
  #stopping = false;
  #closed = false;

  /** @param directory folder of the pid file, one per data directory */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#file = join(directory, "processes.json");
    this.#reaper = startReaper();
  }

  add(entry: RegisteredProcess): void {
    this.#entries = [...this.#entries, entry];
    this.#save();
  }

  remove(pid: number): void {
    this.#entries = this.#entries.filter((entry) => entry.pid !== pid);
    this.#save();
  }

  /** From now on nothing is started, nor started again. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Stops whatever still runs, the last started first: after a failed or interrupted start. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const entry of this.#entries.toReversed()) await stopProcess(entry, entry);
  }

  /** Lets the reaper go. Call it when every process has been stopped: one whose end is told later writes nothing. */
  close(): void {
    this.#closed = true;
    this.#reaper.close();
    rmSync(this.#file, { force: true });
  }

  #save(): void {
    if (this.#closed) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#entries));
    renameSync(`${this.#file}.new`, this.#file);
    this.#reaper.tell(this.#entries);
  }
}

/**
 * Ends what an earlier run left behind, and only that: number and start time must both match.
 * @returns names of the processes that were still running
 */
export async function endLeftovers(directory: string): Promise<string[]> {
  const entries = readEntries(join(directory, "processes.json")).filter(isAlive);
  for (const entry of entries.reverse()) {
    await stopProcess(entry, { stopSignal: entry.stopSignal, graceMs: Math.min(entry.graceMs, 8_000) });
  }
  return entries.map((entry) => entry.name);
}

function readEntries(file: string): RegisteredProcess[] {
  try {
    return registeredProcesses.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
}
