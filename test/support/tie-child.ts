import type { ChildProcess } from "node:child_process";
import { readStartTime } from "../../scripts/processes/identify-process.ts";
import type { RegisteredProcess } from "../../scripts/processes/process-registry.ts";
import { type Reaper, startReaper } from "../../scripts/processes/start-reaper.ts";

let reaper: Reaper | undefined;
let running: RegisteredProcess[] = [];

/**
 * Ties a program that a test has started to the test's own process: however that one ends (an uncaught error, SIGKILL),
 * the program ends too. Call it right after the spawn.
 * @param child as spawned
 * @param name for whoever reads the list
 */
export function tieChild(child: ChildProcess, name: string): void {
  const { pid } = child;
  const startedAt = pid === undefined ? null : readStartTime(pid);
  if (pid === undefined || startedAt === null) return; // it never started, or has ended already
  const tell = () => {
    reaper ??= startReaper();
    reaper.tell(running);
  };
  running = [...running, { name, pid, startedAt, stopSignal: "SIGTERM", graceMs: 2_000 }];
  tell();
  child.once("exit", () => {
    running = running.filter((entry) => entry.pid !== pid);
    tell();
  });
}
