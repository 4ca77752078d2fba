import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { MetricObjectWithValues, MetricValue } from "prom-client";

/** The argument by which main.ts knows that it is the process of mass mail. */
export const MASS_MAIL = "mass-mail";

/** By which it is asked for its metrics; it answers with them. */
export const ASK_METRICS = "metrics";
export type MetricObjects = MetricObjectWithValues<MetricValue<string>>[];

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** The process that sends mass mail, as the one that started it sees it. */
export interface MassMailProcess {
  /** It polls for work. */
  isReady(): boolean;
  /** Its metrics, if it answers within a second. */
  readMetrics(): Promise<MetricObjects | null>;
  /** Resolves once it was told to stop and has ended. */
  readonly ended: Promise<void>;
}

/**
 * Runs mass mail in a process of its own, and again whenever it ends unasked. Writing 500 mails keeps a process from everything else
 * for tens of milliseconds, again and again: a text to one person, or the mail that somebody has not read, would wait in between.
 * It ends by itself when this process does, whatever ended that.
 * @param options.stopping aborted = it finishes what it has in hand and ends
 */
export function keepMassMail(options: {
  readonly log: Logger;
  readonly stopping: AbortSignal;
}): MassMailProcess {
  const { log, stopping } = options;
  let ready = false;
  let running: ChildProcess | undefined;
  const waiting: ((metrics: MetricObjects | null) => void)[] = [];
  const readMetrics = () =>
    new Promise<MetricObjects | null>((resolve) => {
      if (!ready || !running?.connected) return resolve(null);
      waiting.push(resolve);
      running.send(ASK_METRICS);
      setTimeout(() => resolve(null), 1_000).unref();
    });
  let pauseMs = firstPauseMs;
  const runOnce = async (): Promise<unknown> => {
    const child = fork(fileURLToPath(new URL("./main.ts", import.meta.url)), [MASS_MAIL], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    running = child;
    child.on("message", (message) => {
      if (message === "running") {
        ready = true;
        pauseMs = firstPauseMs;
      } else {
        for (const take of waiting.splice(0)) take(message as MetricObjects);
      }
    });
    const stop = () => void child.kill("SIGTERM");
    stopping.addEventListener("abort", stop);
    try {
      const [code, signal] = await once(child, "exit");
      return signal ?? code;
    } finally {
      ready = false;
      stopping.removeEventListener("abort", stop);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      const how = await runOnce().catch((error: unknown) => error);
      if (stopping.aborted) return;
      log.error({ how, pauseMs }, "the process of mass mail ended and is started again");
      await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };
  return { isReady: () => ready, readMetrics, ended: run() };
}
