import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { StepFailure } from "../console/step-failure.ts";
import { findFreePort } from "../ports.ts";
import type { ProcessRegistry } from "../processes/process-registry.ts";
import { ProcessFailed, type ProcessSpec } from "../processes/start-process.ts";
import { type SupervisedProcess, supervise } from "../processes/supervise.ts";
import { devServerArguments } from "./dev-server-arguments.ts";
import { isNamespaceReady } from "./is-namespace-ready.ts";
import type { ResolvedTemporal } from "./resolve.ts";

export type StartedTemporal = SupervisedProcess & {
  readonly address: string;
  /** URL of the Temporal UI, null when headless. */
  readonly uiUrl: string | null;
};

/**
 * Starts the Temporal development server on a file of the data directory.
 * The file's name carries the server's version: the server creates its tables once and never migrates them,
 * so another version begins a new file, and the outbox sweep starts again what the rows say is unfinished.
 * @param options.port preferred port, 0 for any
 * @param options.uiPort preferred port of the UI, null for none
 * @throws StepFailure
 */
export async function startTemporalDevServer(options: {
  readonly binary: ResolvedTemporal;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly port: number;
  readonly uiPort: number | null;
  readonly registry: ProcessRegistry;
  readonly report: (line: string) => void;
}): Promise<StartedTemporal> {
  const home = join(options.dataDirectory, "temporal");
  mkdirSync(home, { recursive: true });
  const fileName = `server-${options.binary.serverVersion}.db`;
  const others = readdirSync(home).filter((name) => name.endsWith(".db") && name !== fileName);
  if (others.length > 0 && !readdirSync(home).includes(fileName)) {
    options.report(
      `Temporal is ${options.binary.serverVersion} now, ${others.join(", ")} stays unused: a new file.`,
    );
  }
  const file = join(home, fileName);
  let wantedPort = options.port;
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(wantedPort);
    const uiPort = options.uiPort === null ? null : await findFreePort(options.uiPort);
    try {
      const spec = describeProcess({ ...options, file, port, uiPort });
      const running = await supervise(spec, options.registry, options.report);
      const uiUrl = uiPort === null ? null : `http://127.0.0.1:${uiPort}`;
      return { ...running, address: `127.0.0.1:${port}`, uiUrl };
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      if (attempt < 5 && /EADDRINUSE|address already in use|port.*(in use|occupied)/i.test(error.logTail)) {
        wantedPort = wantedPort === 0 ? 0 : port + 1;
        continue;
      }
      if (attempt < 5 && /malformed|not a database/i.test(error.logTail)) {
        options.report(`The Temporal file is damaged; kept as ${fileName}.damaged, a new one is made.`);
        for (const suffix of ["", "-wal", "-shm"])
          moveIfPresent(`${file}${suffix}`, `${file}.damaged${suffix}`);
        continue;
      }
      throw new StepFailure(
        "The Temporal development server did not start",
        `${error.message}\n${error.logTail}`,
        "See .data/logs/temporal.log, or set TEMPORAL_ADDRESS to a server of your own.",
      );
    }
  }
}

function describeProcess(options: {
  readonly binary: ResolvedTemporal;
  readonly file: string;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly port: number;
  readonly uiPort: number | null;
}): ProcessSpec {
  return {
    name: "Temporal",
    command: options.binary.path,
    args: devServerArguments(options),
    env: process.env,
    cwd: options.dataDirectory,
    logFile: join(options.logDirectory, "temporal.log"),
    stopSignal: "SIGTERM",
    graceMs: 10_000,
    ports: [options.port, ...(options.uiPort === null ? [] : [options.uiPort])],
    isReady: () => isNamespaceReady(`127.0.0.1:${options.port}`),
    readyTimeoutMs: 60_000,
  };
}

function moveIfPresent(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There was none.
  }
}
