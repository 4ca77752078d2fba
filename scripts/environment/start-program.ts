import { join } from "node:path";
import { StepFailure } from "../console/step-failure.ts";
import { repositoryRoot } from "../paths.ts";
import { findFreePort } from "../ports.ts";
import { ProcessFailed, type ProcessSpec } from "../processes/start-process.ts";
import { type SupervisedProcess, supervise } from "../processes/supervise.ts";
import type { OpenDataDirectory } from "./open-data-directory.ts";

/** One of our own Node programs and how to run it on a port. */
export type Program = {
  readonly name: string;
  readonly folder: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly readyPath: string;
  readonly graceMs: number;
  readonly env: (port: number) => Readonly<Record<string, string | undefined>>;
};

export type StartedProgram = SupervisedProcess & { readonly port: number; readonly url: string };

/**
 * Starts a program on its preferred port, else the next, and waits until it says that it is ready.
 * @param options.setAside its port was found free for it already, since others had to be told where it will be
 * @throws StepFailure with the end of its log
 */
export async function startProgram(
  program: Program,
  directory: OpenDataDirectory,
  report: (line: string) => void,
  { setAside = false }: { setAside?: boolean } = {},
): Promise<StartedProgram> {
  for (let wanted = program.port, attempt = 1; ; attempt += 1) {
    const port = setAside && attempt === 1 ? wanted : await findFreePort(wanted);
    const spec = toProcessSpec(program, directory, port);
    try {
      const running = await supervise(spec, directory.registry, report);
      return { ...running, port, url: `http://127.0.0.1:${port}` };
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      if (attempt < 5 && error.logTail.includes("EADDRINUSE")) {
        wanted = wanted === 0 ? 0 : port + 1;
        continue;
      }
      throw new StepFailure(
        `The ${program.name} did not start`,
        `${error.message}\n${error.logTail}`,
        `The whole log is ${spec.logFile}.`,
      );
    }
  }
}

/** @returns how a program is run as a process that listens on a port */
export function toProcessSpec(
  program: Program,
  directory: Pick<OpenDataDirectory, "logs">,
  port: number,
): ProcessSpec {
  const readyUrl = `http://127.0.0.1:${port}${program.readyPath}`;
  return {
    name: program.name,
    command: process.execPath,
    args: [...program.args],
    cwd: join(repositoryRoot, program.folder),
    env: { ...process.env, ...program.env(port) },
    logFile: join(directory.logs, `${program.name}.log`),
    stopSignal: "SIGTERM",
    graceMs: program.graceMs,
    ports: [port],
    isReady: () => answersOk(readyUrl),
    readyTimeoutMs: 90_000,
  };
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
