import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { StepFailure } from "../console/step-failure.ts";
import type { LocalSecrets } from "../environment/load-local-secrets.ts";
import { findFreePort } from "../ports.ts";
import type { ProcessRegistry } from "../processes/process-registry.ts";
import { ProcessFailed, type ProcessSpec } from "../processes/start-process.ts";
import { type SupervisedProcess, supervise } from "../processes/supervise.ts";
import { choosePostgresAccount, type PostgresAccount } from "./choose-account.ts";
import { clearStaleLock } from "./clear-stale-lock.ts";
import { appRole, ensureRolesAndDatabase } from "./ensure-roles.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./find-binaries.ts";
import { initialisePostgres, ownerRole } from "./initialise.ts";
import { postgresSettings } from "./settings.ts";

export type StartedPostgres = SupervisedProcess & {
  readonly port: number;
  /** Connection of the owner (migrations). */
  readonly ownerUrl: string;
  /** Connection of web and worker. */
  readonly appUrl: string;
};

const database = "packpost";

/**
 * Starts PostgreSQL on a data directory, creating or recovering whatever is needed.
 * @param options.port preferred port, 0 for any
 * @param options.throwaway no fsync: for tests, whose data nobody needs after a power cut
 * @param options.statistics see postgresSettings
 * @throws StepFailure
 */
export async function startPostgres(options: {
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly port: number;
  readonly throwaway: boolean;
  readonly statistics: boolean;
  /** Beside postgresSettings, for tests; the later of two counts. */
  readonly settings?: readonly string[];
  readonly secrets: LocalSecrets;
  readonly registry: ProcessRegistry;
  readonly report: (line: string) => void;
}): Promise<StartedPostgres> {
  const { secrets } = options;
  const home = resolve(options.dataDirectory, "postgres");
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const binaries = await findPostgresBinaries();
  const account = choosePostgresAccount([join(home, "cluster"), binaries.postgres]);
  const ownerPassword = secrets.databaseOwnerPassword;
  const cluster = await initialisePostgres({ home, ownerPassword, account, binaries });
  await clearStaleLock(cluster);

  const connection = (port: number, role: string, password: string, name: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
  for (let wanted = options.port, attempt = 1; ; attempt += 1) {
    const port = await findFreePort(wanted);
    const adminUrl = connection(port, ownerRole, ownerPassword, "postgres");
    try {
      const spec = describeProcess({ ...options, binaries, account, cluster, port, adminUrl });
      const running = await supervise(spec, options.registry, options.report);
      await ensureRolesAndDatabase(adminUrl, secrets.databaseAppPassword, database);
      return {
        ...running,
        port,
        ownerUrl: connection(port, ownerRole, ownerPassword, database),
        appUrl: connection(port, appRole, secrets.databaseAppPassword, database),
      };
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      // Somebody took the port between our look and PostgreSQL's.
      const taken = /could not bind|EADDRINUSE/.test(error.logTail);
      if (taken && attempt < 5) {
        wanted = wanted === 0 ? 0 : port + 1;
        continue;
      }
      throw new StepFailure(
        "PostgreSQL did not start",
        `${error.message}\n${error.logTail}`,
        "Free the space or the port it names; `npm start -- --reset` begins with empty data.",
      );
    }
  }
}

function describeProcess(options: {
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
  readonly cluster: string;
  readonly port: number;
  readonly throwaway: boolean;
  readonly statistics: boolean;
  readonly settings?: readonly string[];
  readonly logDirectory: string;
  readonly adminUrl: string;
}): ProcessSpec {
  const { account, binaries, cluster, port } = options;
  const all = [...postgresSettings(port, options.throwaway, options.statistics), ...(options.settings ?? [])];
  const settings = all.flatMap((setting) => ["-c", setting]);
  const [command = binaries.postgres, ...args] = [
    ...account.prefix,
    ...[binaries.postgres, "-D", cluster, ...settings],
  ];
  return {
    name: "PostgreSQL",
    command,
    args,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    cwd: cluster,
    logFile: join(options.logDirectory, "postgres.log"),
    account: account.prefix.length === 0 ? (account.owner ?? undefined) : undefined,
    // Fast shutdown: end sessions, write a checkpoint (SIGTERM would wait for every session to leave).
    stopSignal: "SIGINT",
    graceMs: 15_000,
    ports: [port],
    isReady: () => answers(options.adminUrl),
    readyTimeoutMs: 120_000,
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // The server may drop the connection while it is still recovering.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "28P01") {
      throw new StepFailure(
        "PostgreSQL refuses our password",
        "The data directory's secrets.json does not belong to its database.",
        "Put the right secrets.json back, or begin with empty data: npm start -- --reset",
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
