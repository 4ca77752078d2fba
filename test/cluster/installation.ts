import { migrate } from "@packpost/db/migrate";
import { initOrm } from "@packpost/db/orm";
import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import { seedLargePass } from "@packpost/db/seed/seed-large-pass";
import type { StepRunner } from "../../scripts/console/step.ts";
import { buildWeb } from "../../scripts/environment/build-web.ts";
import { describeConnections } from "../../scripts/environment/describe-connections.ts";
import {
  describeApi,
  describeSimulator,
  describeWeb,
  describeWorker,
  localUrl,
} from "../../scripts/environment/describe-programs.ts";
import type { OpenDataDirectory } from "../../scripts/environment/open-data-directory.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { registerSimulatorServers } from "../../scripts/environment/register-simulator-servers.ts";
import { type DemoStaff, seedDatabase } from "../../scripts/environment/seed-database.ts";
import { type Program, startProgram, toProcessSpec } from "../../scripts/environment/start-program.ts";
import { findFreePort } from "../../scripts/ports.ts";
import { startPostgres } from "../../scripts/postgres/start.ts";
import { Part } from "./part.ts";
import { startHttpProxy } from "./proxy/http-proxy.ts";
import { startTcpProxy } from "./proxy/tcp-proxy.ts";
import { startTemporalCluster } from "./temporal/start.ts";

export const NAMESPACE = "packpost";
/** Two of everything; whatever stands on one of them is lost together. */
const machines = [1, 2] as const;

/** Packpost as it runs beyond one machine: a Temporal of eight processes on PostgreSQL, two workers, two apis, two webs, proxies before them. */
export interface Installation {
  /** By kind and machine, such as `worker-2`. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly temporalAddress: string;
  readonly simulatorUrl: string;
  readonly webUrl: string;
  readonly apiUrl: string;
  readonly staff: readonly DemoStaff[];
  /** Name of the pass that campaigns go to. */
  readonly pass: string;
  /** Has the proxies pass over a process, as a service of Kubernetes does before its end (`preStop`), or lead to it again. */
  leaveOut(name: string, leftOut: boolean): void;
  close(): void;
}

/** @param options.people holders of the pass that campaigns go to */
export async function startInstallation(options: {
  readonly directory: OpenDataDirectory;
  readonly people: number;
  readonly shards: number;
  readonly step: StepRunner;
  readonly report: (line: string) => void;
  readonly stop: AbortSignal;
}): Promise<Installation> {
  const { directory, step, report, stop } = options;
  const { registry, secrets, logs } = directory;
  await buildWeb(step, logs, stop);
  const postgres = await step(
    "PostgreSQL, durable",
    () =>
      startPostgres({
        ...{
          dataDirectory: directory.path,
          logDirectory: logs,
          port: 0,
          throwaway: false,
          statistics: false,
        },
        // Two workers ask for 124, two webs and apis for 80, Temporal's eight processes for up to 200.
        settings: ["max_connections=420"],
        ...{ secrets, registry, report },
      }),
    ({ port }) => `127.0.0.1:${port}`,
  );
  const { appUrl: databaseUrl, ownerUrl } = postgres;
  await step("Database schema", () => migrate(ownerUrl));
  const staff = await seedDatabase(databaseUrl, secrets.staffPassword, step);
  const pass = await step(
    "People",
    () => seedPeople(databaseUrl, options.people),
    (name) => name,
  );
  const proxyPorts = {
    temporal: await findFreePort(0),
    web: await findFreePort(0),
    api: await findFreePort(0),
  };
  const temporalAddress = `127.0.0.1:${proxyPorts.temporal}`;
  const temporal = await startTemporalCluster({
    ...{ directory, machines, adminUrl: ownerUrl, postgresPort: postgres.port, namespace: NAMESPACE },
    ...{ address: temporalAddress, shards: options.shards, step, report },
  });
  stop.throwIfAborted();
  const simulator = await step("Provider simulator", () =>
    startProgram(describeSimulator(anyPorts, directory.path, { SPEED: "20" }), directory, report),
  );

  const [webUrl, apiUrl] = [localUrl(proxyPorts.web), `http://127.0.0.1:${proxyPorts.api}`];
  const connections = {
    ...describeConnections({
      ...{
        external: noExternalServices,
        dataDirectory: directory.path,
        secrets,
        databaseUrl,
        temporalAddress,
      },
      simulatorUrl: simulator.url,
    }),
    ...{ TEMPORAL_NAMESPACE: NAMESPACE, TRUSTED_PROXIES: "127.0.0.1" },
  };
  const addresses = { publicUrl: webUrl, apiUrl };
  const program = async (described: Program, machine: number) => {
    const port = await findFreePort(0);
    const named = { ...described, name: `${described.name}-${machine}` };
    return { name: named.name, port, part: new Part(toProcessSpec(named, directory, port), registry) };
  };
  const each = (described: Program) => Promise.all(machines.map((machine) => program(described, machine)));
  const workers = await each(describeWorker(anyPorts, connections, addresses));
  const apis = await each(describeApi(anyPorts, connections, addresses));
  const webs = await each(describeWeb(anyPorts, connections, addresses));
  const frontends = await startTcpProxy(proxyPorts.temporal, temporal.frontends);
  const proxies = [
    await startHttpProxy(proxyPorts.web, webs, "/api/ready"),
    await startHttpProxy(proxyPorts.api, apis, "/ready"),
  ];
  const ours = [...workers, ...apis, ...webs].map(({ part }) => part);
  // All at once, as after a power cut: each finds the others beginning, too.
  await step("Two workers, apis and webs", () => Promise.all(ours.map((part) => part.start())));
  await registerSimulatorServers({
    ...{ simulatorUrl: simulator.url, apiUrl, webUrl, ownerUrl, webhookPassword: secrets.webhookPassword },
  });
  return {
    parts: new Map([...temporal.parts, ...ours].map((part) => [part.name, part])),
    ...{ databaseUrl, ownerUrl, temporalAddress, simulatorUrl: simulator.url, webUrl, apiUrl, staff, pass },
    leaveOut: (name, leftOut) => {
      for (const proxy of proxies) proxy.leaveOut(name, leftOut);
    },
    close: () => {
      for (const proxy of [frontends, ...proxies]) proxy.close();
    },
  };
}

async function seedPeople(databaseUrl: string, people: number): Promise<string> {
  const orm = await initOrm({ url: databaseUrl, poolSize: 1 });
  try {
    return await seedLargePass({ orm, organisationId: demoOrganisations.riverside, people });
  } finally {
    await orm.close(true);
  }
}
