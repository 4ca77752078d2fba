import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { makeRunDirectory } from "../../scripts/environment/make-run-directory.ts";
import { openDataDirectory } from "../../scripts/environment/open-data-directory.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startDatabase, startTemporal } from "../../scripts/environment/start-services.ts";
import { resolveTemporalTestServer } from "../../scripts/temporal/resolve-test-server.ts";
import { bundleWorkflows } from "./bundle-workflows.ts";

type Service = "database" | "temporal" | "testServer" | "bundle";

/** What each project of vitest.config.ts needs; unit tests need nothing. */
const needs: Readonly<Record<string, readonly Service[]>> = {
  db: ["database"],
  replay: ["bundle"],
  workflows: ["database", "temporal", "testServer", "bundle"],
  flows: ["database", "temporal", "bundle"],
  faults: ["database", "temporal", "bundle"],
  abuse: ["database", "temporal", "bundle"],
  // Has a Temporal server of its own, to be killed.
  torture: ["database", "bundle"],
};

/** Where tests find what was started; empty text = not needed by the projects that run. */
export type TestServices = {
  /** Migrated and empty: the template that each test file clones. Nobody may stay connected to it. */
  readonly templateOwnerUrl: string;
  readonly templateAppUrl: string;
  readonly temporalAddress: string;
  /** Program of the time-skipping server. */
  readonly testServerPath: string;
  /** File with the compiled workflows (`workflowBundle: { codePath }`). */
  readonly workflowBundlePath: string;
  /** Folder for whatever else a test must put on disk; removed at the end. */
  readonly runDirectory: string;
};

/**
 * Starts, side by side, the services that these projects need, on free ports and in a folder of their own,
 * so any number of copies can run at once.
 * @param projects names of the vitest projects that will run
 * @param options.durable commits survive a crash of the database server
 * @param options.statistics every statement's time is counted, for a bench that tells where its time goes
 * @returns null when none of them needs a service
 */
export async function startTestServices(
  projects: readonly string[],
  { durable = false, statistics = false }: { durable?: boolean; statistics?: boolean } = {},
): Promise<{ services: TestServices; stop(): Promise<void> } | null> {
  const wanted = new Set(projects.flatMap((project) => needs[project] ?? []));
  if (wanted.size === 0) return null;
  const directory = await openDataDirectory(await makeRunDirectory("test"));
  // Whoever wants it durable kills it, and prints a table meanwhile.
  const report = (line: string): void => void (durable || process.stderr.write(`${line}\n`));
  const options = {
    directory,
    external: noExternalServices,
    ports: anyPorts,
    throwaway: !durable,
    statistics,
    headless: true,
    step: async <T>(_label: string, work: (progress: (state: string) => void) => Promise<T>) =>
      await work(() => undefined),
    report,
  };
  const removeAll = async (): Promise<void> => {
    await directory.registry.stopAll();
    directory.close();
    rmSync(directory.path, { recursive: true, force: true });
  };
  const work = [
    wanted.has("database") ? startDatabase(options) : null,
    wanted.has("temporal") ? startTemporal(options) : null,
    wanted.has("testServer") ? readTestServer() : "",
    wanted.has("bundle") ? bundleWorkflows(directory.path) : "",
  ] as const;
  // All of them are awaited even when one fails: nothing may start after we began to stop.
  await Promise.allSettled(work);
  try {
    const [database, temporal, testServerPath, workflowBundlePath] = await Promise.all(work);
    return {
      services: {
        templateOwnerUrl: database?.ownerUrl ?? "",
        templateAppUrl: database?.appUrl ?? "",
        temporalAddress: temporal?.address ?? "",
        testServerPath,
        workflowBundlePath,
        runDirectory: directory.path,
      },
      stop: async () => {
        await Promise.all([database?.stop(), temporal?.stop()]);
        await removeAll();
      },
    };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

/**
 * The SDK gives the time-skipping server five seconds to start, whatever the machine. Its 80 MB from a cold disk took 3.6 s
 * of them alone, and a tenth of a second once read.
 */
async function readTestServer(): Promise<string> {
  const path = await resolveTemporalTestServer();
  await readFile(path);
  return path;
}
