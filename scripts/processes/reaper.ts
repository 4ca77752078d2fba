import { createInterface } from "node:readline";
import { type RegisteredProcess, registeredProcesses } from "./process-registry.ts";
import { stopProcess } from "./stop-process.ts";

// A process of its own: standard input ends when the starter has died, by SIGKILL too.
// Then whatever it had running is stopped, the last started first.
let entries: RegisteredProcess[] = [];
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  entries = registeredProcesses.parse(JSON.parse(line));
}
for (const entry of entries.reverse()) await stopProcess(entry, entry);
