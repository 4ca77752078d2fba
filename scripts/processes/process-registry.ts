import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isAlive } from "./identify-process.ts";
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
  readonly #reaper: ChildProcess;
  #entries: RegisteredProcess[] = [];
  #stopping = false;

  /** @param directory folder of the pid file, one per data directory */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#file = join(directory, "processes.json");
    this.#reaper = spawn(process.execPath, [fileURLToPath(new URL("./reaper.ts", import.meta.url))], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.#reaper.on("error", () => undefined);
    this.#reaper.stdin?.on("error", () => undefined);
    this.#reaper.unref();
    // A pipe is a socket in Node and would keep this process alive.
    if (this.#reaper.stdin instanceof Socket) this.#reaper.stdin.unref();
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

  /** Lets the reaper go. Call it when every process has been stopped. */
  close(): void {
    this.#reaper.stdin?.end();
    rmSync(this.#file, { force: true });
  }

  #save(): void {
    const text = JSON.stringify(this.#entries);
    writeFileSync(`${this.#file}.new`, text);
    renameSync(`${this.#file}.new`, this.#file);
    this.#reaper.stdin?.write(`${text}\n`);
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
