import { spawn } from "node:child_process";
import { closeSync, copyFileSync, mkdirSync, openSync, renameSync, statSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isPortFree } from "../ports.ts";
import { readStartTime } from "./identify-process.ts";
import type { ProcessRegistry } from "./process-registry.ts";
import { readLogTail } from "./read-log-tail.ts";
import { type StopManner, stopProcess } from "./stop-process.ts";

/** What to run, where its words go, and how one sees that it is ready. */
export type ProcessSpec = StopManner & {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFile: string;
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** Where it listens on this machine: while somebody else does, it is not started, and their answer is not taken for its own. */
  readonly ports: readonly number[];
  readonly isReady: () => Promise<boolean>;
  readonly readyTimeoutMs: number;
};

export type RunningProcess = {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process ends; text such as "exit code 1" or "SIGKILL". */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
};

/** A process that ended, or was not ready in time, with the last lines of its log. */
export class ProcessFailed extends Error {
  readonly logTail: string;
  constructor(message: string, logTail: string) {
    super(message);
    this.name = "ProcessFailed";
    this.logTail = logTail;
  }
}

/**
 * Starts a process in a group of its own (so that Ctrl-C reaches us first and we stop things in order),
 * writes its output straight into its log file and waits until it is ready.
 * @throws ProcessFailed
 */
export async function startProcess(spec: ProcessSpec, registry: ProcessRegistry): Promise<RunningProcess> {
  for (const port of spec.ports)
    if (!(await isPortFree(port)))
      throw new ProcessFailed(`${spec.name}: another program listens on its port ${port}`, "EADDRINUSE");
  if (registry.stopping)
    throw new ProcessFailed(`${spec.name}: not started, everything is being stopped`, "");
  const { descriptor, offset } = openLog(spec.logFile);
  const child = spawn(spec.command, [...spec.args], {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ["ignore", descriptor, descriptor],
    ...spec.account,
  });
  closeSync(descriptor);
  const rotating = setInterval(() => rotateLog(spec.logFile), rotateEveryMs).unref();
  let ended: string | null = null;
  const exited = new Promise<string>((resolve) => {
    const finish = (how: string): void => {
      ended = how;
      clearInterval(rotating);
      if (child.pid) registry.remove(child.pid);
      resolve(how);
    };
    child.once("error", (error) => finish(error.message));
    child.once("exit", (code, signal) => finish(signal ?? `exit code ${code}`));
  });
  const pid = child.pid;
  if (!pid) throw new ProcessFailed(`${spec.name}: ${await exited}`, "");
  const identity = { pid, startedAt: readStartTime(pid) ?? "gone" };
  registry.add({
    name: spec.name,
    ...identity,
    stopSignal: spec.stopSignal,
    graceMs: spec.graceMs,
  });
  const stop = async (): Promise<void> => {
    await stopProcess(identity, spec);
    await exited;
  };
  const deadline = Date.now() + spec.readyTimeoutMs;
  while (!(await spec.isReady()) || ended !== null) {
    if (ended === null && Date.now() < deadline) {
      await Promise.race([delay(60), exited]);
      continue;
    }
    const why = ended ?? `not ready after ${spec.readyTimeoutMs / 1000} s`;
    await stop();
    throw new ProcessFailed(`${spec.name}: ${why}`, readLogTail(spec.logFile, offset));
  }
  return { name: spec.name, pid, exited, stop };
}

const largestLogBytes = 20_000_000;
const rotateEveryMs = 60_000;

/** Puts a log aside that grows beyond its limit while its program runs: everybody appends, so it can be emptied. */
export function rotateLog(file: string, mostBytes = largestLogBytes): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= mostBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}

/** Opens a log for appending; one that grew beyond 20 MB is put aside first. */
function openLog(file: string): { descriptor: number; offset: number } {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const full = size > largestLogBytes;
  if (full) renameSync(file, `${file}.1`);
  return { descriptor: openSync(file, "a", 0o600), offset: full ? 0 : size };
}
