import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { tieChild } from "./tie-child.ts";
import { waitUntil } from "./wait-until.ts";

export type WorkerFault = {
  readonly at: "before-call" | "after-call" | "after-record";
  readonly call: number;
  readonly signal: "SIGKILL" | "SIGSTOP";
};

const lineSchema = z.object({
  harmed: z.string().optional(),
  call: z.number().optional(),
  mails: z.number().optional(),
  outcome: z.string().optional(),
});

/** The worker as a process of its own, and what it told of its calls. */
export class TestWorker {
  readonly #child: ChildProcess;
  readonly #reportFile: string;
  readonly logFile: string;
  readonly exited: Promise<string>;

  constructor(options: {
    readonly runDirectory: string;
    readonly env: Readonly<Record<string, string>>;
    readonly fault?: WorkerFault | undefined;
  }) {
    const base = join(options.runDirectory, `worker-${randomUUID()}`);
    this.#reportFile = `${base}.jsonl`;
    this.logFile = `${base}.log`;
    const log = openSync(this.logFile, "a");
    this.#child = spawn(process.execPath, [join(import.meta.dirname, "worker-main.ts")], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS,
        TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE,
        ...options.env,
        REPORT_FILE: this.#reportFile,
        ...(options.fault && { FAULT: JSON.stringify(options.fault) }),
      },
      stdio: ["ignore", log, log],
    });
    tieChild(this.#child, "worker");
    this.exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }

  /** One line for each provider call that came back, and for the harm done. */
  report(): z.infer<typeof lineSchema>[] {
    if (!existsSync(this.#reportFile)) return [];
    const lines = readFileSync(this.#reportFile, "utf8").trim().split("\n").filter(Boolean);
    return lines.map((line) => lineSchema.parse(JSON.parse(line)));
  }

  /** Until it has harmed itself as it was told. */
  async harmed(): Promise<void> {
    await waitUntil("the worker to harm itself", () => this.report().some(({ harmed }) => harmed), 60_000);
  }

  /** Whether the kernel holds it stopped (SIGSTOP), as /proc tells. */
  isStopped(): boolean {
    return /^State:\s+[Tt]/m.test(readFileSync(`/proc/${this.#child.pid}/status`, "utf8"));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to end and waits for it; after 40 s it is killed. */
  async stop(): Promise<string> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 40_000);
    this.#child.kill("SIGCONT");
    this.#child.kill("SIGTERM");
    const how = await this.exited;
    clearTimeout(timer);
    return how;
  }
}
