import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { StepRunner } from "../../../scripts/console/step.ts";
import type { OpenDataDirectory } from "../../../scripts/environment/open-data-directory.ts";
import { findFreePort } from "../../../scripts/ports.ts";
import type { ProcessSpec } from "../../../scripts/processes/start-process.ts";
import { resolveTemporalServer } from "../../../scripts/temporal/resolve-server.ts";
import { Part } from "../part.ts";
import { answersSystemInfo, listens } from "./answers.ts";
import { roles, type TemporalPorts, type TemporalRole, writeTemporalConfig } from "./config.ts";
import { createNamespace, createTemporalDatabases } from "./set-up.ts";

/** A Temporal server of several processes. */
export interface TemporalCluster {
  /** By role and machine, such as `history-2`. */
  readonly parts: readonly Part[];
  /** Where its frontends are. */
  readonly frontends: readonly { readonly name: string; readonly port: number }[];
}

/**
 * Starts one process of each of Temporal's services a machine, on two databases of its own in the given PostgreSQL, and makes the namespace.
 * They find each other by what each writes into the database, and agree on who is there over the membership ports.
 */
export async function startTemporalCluster(options: {
  readonly directory: OpenDataDirectory;
  readonly machines: readonly number[];
  readonly adminUrl: string;
  readonly postgresPort: number;
  readonly shards: number;
  readonly namespace: string;
  /** Where clients find the frontends. */
  readonly address: string;
  readonly step: StepRunner;
  readonly report: (line: string) => void;
}): Promise<TemporalCluster> {
  const { directory, adminUrl, address, shards, namespace, step } = options;
  const release = await step(
    "Temporal's server",
    () => resolveTemporalServer(options.report),
    ({ version, source }) => `${version}, ${source}`,
  );
  const databases = {
    ...{ port: options.postgresPort, user: "temporal", password: randomBytes(16).toString("hex") },
  };
  await step("Temporal's tables", () =>
    createTemporalDatabases({ sqlTool: release.sqlTool, adminUrl, databases }),
  );
  const machines = await Promise.all(
    options.machines.map(async (machine) => {
      const ports = await choosePorts();
      const name = String(machine);
      return {
        machine,
        ports,
        file: writeTemporalConfig({ directory: directory.path, name, ports, databases, address, shards }),
      };
    }),
  );
  const parts = machines.flatMap(({ machine, ports, file }) =>
    roles.map((role) => {
      const name = `${role === "worker" ? "worker-of-temporal" : role}-${machine}`;
      const args = ["--config-file", file, "--allow-no-auth", "start", "--service", role];
      const spec: ProcessSpec = {
        ...{ name, command: release.server, args, env: process.env, cwd: directory.path },
        logFile: join(directory.logs, `${name}.log`),
        ...{ stopSignal: "SIGTERM", graceMs: 30_000, readyTimeoutMs: 90_000 },
        ports: [ports[role].grpc, ports[role].membership],
        isReady: () => isReady(role, ports),
      };
      return new Part(spec, directory.registry);
    }),
  );
  const frontends = machines.map(({ machine, ports }) => ({
    name: `frontend-${machine}`,
    port: ports.frontend.grpc,
  }));
  await step(
    `Temporal, ${parts.length} processes`,
    async () => {
      // The first writes who the cluster is; of several that do so at once all but one end with an error.
      const [first, ...others] = parts;
      await first?.start();
      await Promise.all(others.map((part) => part.start()));
      await createNamespace(
        frontends.map(({ port }) => `127.0.0.1:${port}`),
        namespace,
        7,
      );
    },
    () => `${shards} history shards, namespace ${namespace}`,
  );
  return { parts, frontends };
}

/** A membership port stands in a column of two bytes with a sign: above 32,767 the server does not start. */
const lowPorts = 16_933;

async function choosePorts(): Promise<TemporalPorts> {
  const pair = async () => ({ grpc: await findFreePort(0), membership: await findFreePort(lowPorts) });
  return { frontend: await pair(), history: await pair(), matching: await pair(), worker: await pair() };
}

/** The worker of Temporal's own takes no calls. */
function isReady(role: TemporalRole, ports: TemporalPorts): Promise<boolean> {
  if (role === "frontend") return answersSystemInfo(ports.frontend.grpc);
  return listens(role === "worker" ? ports.worker.membership : ports[role].grpc);
}
