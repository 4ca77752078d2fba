import { setTimeout as delay } from "node:timers/promises";
import type { ProcessRegistry } from "./process-registry.ts";
import { type ProcessSpec, type RunningProcess, startProcess } from "./start-process.ts";

/** A process that is started again whenever it ends without having been asked to. */
export type SupervisedProcess = {
  readonly name: string;
  stop(): Promise<void>;
};

const stableAfterMs = 60_000;
const longestPauseMs = 30_000;

/**
 * Starts a process and keeps it running: after a crash it comes back, with pauses of 1, 2, 4 … 30 s while it keeps failing.
 * @param report one line for the person at the terminal
 * @throws ProcessFailed when the first start fails
 */
export async function supervise(
  spec: ProcessSpec,
  registry: ProcessRegistry,
  report: (line: string) => void,
): Promise<SupervisedProcess> {
  const stopping = new AbortController();
  let current: RunningProcess = await startProcess(spec, registry);

  const keepRunning = async (): Promise<void> => {
    let pauseMs = 1_000;
    for (;;) {
      const startedAt = Date.now();
      const how = await current.exited;
      if (stopping.signal.aborted || registry.stopping) return;
      if (Date.now() - startedAt > stableAfterMs) pauseMs = 1_000;
      report(`${spec.name} stopped (${how}); starting it again in ${pauseMs / 1000} s. Log: ${spec.logFile}`);
      for (let running = false; !running; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted || registry.stopping) return;
        running = await startProcess(spec, registry).then(
          (started) => {
            current = started;
            return true;
          },
          (error: unknown) => {
            report(error instanceof Error ? error.message : String(error));
            return false;
          },
        );
      }
      report(`${spec.name} is running again.`);
    }
  };
  const loop = keepRunning();
  return {
    name: spec.name,
    stop: async () => {
      stopping.abort();
      await current.stop();
      await loop;
      await current.stop();
    },
  };
}
