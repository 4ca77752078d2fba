import { setTimeout as delay } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "./identify-process.ts";

/** How a process of ours wants to be stopped. */
export type StopManner = { readonly stopSignal: "SIGTERM" | "SIGINT"; readonly graceMs: number };

/**
 * Asks a process to stop, waits, then kills its whole group (every process of ours leads one).
 * Does nothing to a later process that got the same number.
 */
export async function stopProcess(identity: ProcessIdentity, manner: StopManner): Promise<void> {
  if (isAlive(identity)) {
    signal(identity.pid, manner.stopSignal);
    // A stopped (SIGSTOP) process takes no signal until it continues.
    signal(identity.pid, "SIGCONT");
    const deadline = Date.now() + manner.graceMs;
    while (isAlive(identity) && Date.now() < deadline) await delay(25);
  }
  if (isAlive(identity)) signal(identity.pid, "SIGKILL");
  signal(-identity.pid, "SIGKILL");
  while (isAlive(identity)) await delay(10);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, or its number belongs to somebody else's process by now.
  }
}
