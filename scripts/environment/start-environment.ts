import type { StepRunner } from "../console/step.ts";
import { findFreePort } from "../ports.ts";
import { buildWeb } from "./build-web.ts";
import { describeConnections } from "./describe-connections.ts";
import {
  type Connections,
  describeApi,
  describeSimulator,
  describeWeb,
  describeWorker,
  localUrl,
} from "./describe-programs.ts";
import type { LocalSecrets } from "./load-local-secrets.ts";
import { type OpenDataDirectory, openDataDirectory } from "./open-data-directory.ts";
import type { Ports } from "./ports.ts";
import type { ExternalServices } from "./read-external-services.ts";
import { registerSimulatorServers } from "./register-simulator-servers.ts";
import { type DemoStaff, seedDatabase } from "./seed-database.ts";
import { type StartedProgram, startProgram } from "./start-program.ts";
import { startDatabase, startTemporal } from "./start-services.ts";

/** What to bring up. PostgreSQL (migrated) and Temporal always. */
export type EnvironmentOptions = {
  readonly dataDirectory: string;
  /** Without the Temporal UI. */
  readonly headless: boolean;
  /** Data that nobody needs after a power cut: PostgreSQL without fsync. */
  readonly throwaway: boolean;
  /** PostgreSQL counts every statement's time (benches). */
  readonly statistics?: boolean;
  readonly ports: Ports;
  readonly external: ExternalServices;
  readonly seed: boolean;
  readonly programs: readonly ("simulator" | "api" | "web" | "worker")[];
  /** The web app is built: building it again would take the files from under one that runs. */
  readonly isBuilt?: boolean;
  /** A stand-in for the provider that runs already, in place of the simulator (benches). */
  readonly providerUrl?: string;
  /** Extra environment of the simulator (its SPEED, for instance). */
  readonly simulatorKnobs?: Connections;
  readonly step: StepRunner;
  readonly report: (line: string) => void;
  /** Ends an unfinished start: what was started is stopped again. */
  readonly stopSignal?: AbortSignal;
};

export type Environment = {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  readonly simulatorUrl: string | null;
  /** Where people and programs of this machine reach the web app. */
  readonly webUrl: string | null;
  /** Where the provider tells what became of mails. */
  readonly apiUrl: string | null;
  readonly workerUrl: string | null;
  readonly staff: readonly DemoStaff[];
  readonly secrets: LocalSecrets;
  readonly logs: string;
  /** Environment for further web or worker processes (faults, benches). */
  readonly connections: Connections;
  /** Starts the worker where `programs` left it out; it is stopped with the rest. */
  startWorker(): Promise<StartedProgram>;
  /** Stops everything in order: worker, simulator, web, api, Temporal, PostgreSQL. */
  stop(): Promise<void>;
};

/**
 * The one way to bring Packpost up, for `npm start`, the demo, tests and benches.
 * What does not depend on each other starts side by side. If anything fails, whatever was started is stopped.
 * @throws StepFailure
 */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const directory = await openDataDirectory(options.dataDirectory);
  if (directory.leftovers.length > 0) {
    options.report(`  Ended what a killed run had left: ${directory.leftovers.join(", ")}.`);
  }
  // Ends when somebody asks us to stop, or when one of several things started side by side fails.
  const starting = new AbortController();
  const abandon = (): void => {
    starting.abort();
    void directory.registry.stopAll();
  };
  options.stopSignal?.addEventListener("abort", abandon, { once: true });
  try {
    const environment = await bringUp(options, directory, starting.signal, abandon);
    options.stopSignal?.removeEventListener("abort", abandon);
    return environment;
  } catch (error) {
    await directory.registry.stopAll();
    directory.close();
    throw error;
  }
}

async function bringUp(
  options: EnvironmentOptions,
  directory: OpenDataDirectory,
  stop: AbortSignal,
  abandon: () => void,
): Promise<Environment> {
  const { external, ports, programs, step, report } = options;
  const wants = (name: (typeof programs)[number]): boolean => programs.includes(name);
  const services = { ...options, directory };

  const prepareDatabase = async () => {
    const started = await startDatabase(services);
    const staff = options.seed
      ? await seedDatabase(started.appUrl, directory.secrets.staffPassword, step)
      : [];
    return { ...started, staff };
  };
  const startSimulator = async () => {
    if (!wants("simulator") || external.realMail) return null;
    const program = describeSimulator(ports, directory.path, options.simulatorKnobs ?? {});
    return await step(
      "Provider simulator",
      () => startProgram(program, directory, report),
      (started) => started.url,
    );
  };
  const [database, temporal, simulator] = await allOrNothing(abandon, [
    prepareDatabase(),
    startTemporal(services),
    startSimulator(),
    wants("web") && !options.isBuilt ? buildWeb(step, directory.logs, stop) : null,
  ]);
  stop.throwIfAborted();

  const connections = describeConnections({
    external,
    dataDirectory: directory.path,
    secrets: directory.secrets,
    databaseUrl: database.appUrl,
    temporalAddress: temporal.address,
    simulatorUrl: simulator?.url ?? options.providerUrl ?? null,
  });
  // Api and web app are told each other's address, so the port of the one is chosen before the other starts.
  const webPort = await findFreePort(ports.web);
  const api = wants("api")
    ? await step(
        "Api",
        () =>
          startProgram(
            describeApi(ports, connections, {
              publicUrl: external.publicUrl ?? localUrl(webPort),
              apiUrl: external.apiUrl,
            }),
            directory,
            report,
          ),
        (started) => started.url,
      )
    : null;
  const apiUrl = external.apiUrl ?? api?.url ?? "http://127.0.0.1:3002";
  const web = wants("web")
    ? await step(
        "Web app",
        () =>
          startProgram(
            describeWeb({ ...ports, web: webPort }, connections, { publicUrl: external.publicUrl, apiUrl }),
            directory,
            report,
            { setAside: true },
          ),
        (started) => localUrl(started.port),
      )
    : null;
  if (simulator) {
    await registerSimulatorServers({
      simulatorUrl: simulator.url,
      apiUrl: api?.url ?? null,
      ...(web && { webUrl: external.publicUrl ?? localUrl(web.port) }),
      ownerUrl: database.ownerUrl,
      webhookPassword: directory.secrets.webhookPassword,
    });
  }
  const publicUrl = external.publicUrl ?? localUrl(web?.port ?? 0);
  const startWorker = () =>
    step("Worker", () =>
      startProgram(describeWorker(ports, connections, { publicUrl, apiUrl }), directory, report),
    );
  let worker = wants("worker") ? await startWorker() : null;

  return {
    databaseUrl: database.appUrl,
    databaseOwnerUrl: database.ownerUrl,
    temporalAddress: temporal.address,
    temporalUiUrl: temporal.uiUrl,
    simulatorUrl: simulator?.url ?? null,
    webUrl: web ? localUrl(web.port) : null,
    apiUrl: api?.url ?? null,
    workerUrl: worker?.url ?? null,
    staff: database.staff,
    secrets: directory.secrets,
    logs: directory.logs,
    connections,
    startWorker: async () => {
      worker ??= await startWorker();
      return worker;
    },
    stop: async () => {
      // The worker first, while it can still record what it has called; then who calls the web app, then that.
      await sayWhenSlow("the worker", worker?.stop(), report);
      await simulator?.stop();
      await sayWhenSlow("the web app", web?.stop(), report);
      await sayWhenSlow("the api", api?.stop(), report);
      for (const part of [temporal, database]) await part.stop();
      await directory.registry.stopAll();
      directory.close();
    },
  };
}

const slowAfterMs = 3_000;

/** Somebody who pressed Ctrl-C and sees nothing happen presses it again. */
async function sayWhenSlow(
  name: string,
  stopped: Promise<void> | undefined,
  report: (line: string) => void,
): Promise<void> {
  const timer = setTimeout(
    () => report(`  … ${name} is finishing what it has in hand (35 s at most; Ctrl-C again does not wait)`),
    slowAfterMs,
  );
  try {
    await stopped;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Like Promise.all, but the first failure calls `abandon`, and all are awaited: nothing may start after we began to stop.
 * @throws the first failure
 */
async function allOrNothing<const T extends readonly unknown[]>(
  abandon: () => void,
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const all = Promise.all(work);
  all.catch(abandon);
  await Promise.allSettled(work);
  return await all;
}
