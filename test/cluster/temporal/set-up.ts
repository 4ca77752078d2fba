import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Connection } from "@temporalio/client";
import pg from "pg";
import { isNamespaceReady } from "../../../scripts/temporal/is-namespace-ready.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { databaseNames, type TemporalDatabases } from "./config.ts";

const run = promisify(execFile);

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const keyword = 2;

/** A role and two databases of its own, beside ours, with the tables that the release's tool makes. */
export async function createTemporalDatabases(options: {
  readonly sqlTool: string;
  readonly adminUrl: string;
  readonly databases: TemporalDatabases;
}): Promise<void> {
  const { sqlTool, adminUrl, databases } = options;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const [role, password] = [
      client.escapeIdentifier(databases.user),
      client.escapeLiteral(databases.password),
    ];
    await client.query(`create role ${role} login password ${password}`);
    for (const name of Object.values(databaseNames))
      await client.query(`create database ${client.escapeIdentifier(name)} owner ${role}`);
  } finally {
    await client.end();
  }
  for (const [kind, database] of Object.entries(databaseNames)) {
    const tool = (...words: string[]) =>
      run(
        sqlTool,
        [
          ...["--plugin", "postgres12", "--endpoint", "127.0.0.1", "--port", String(databases.port)],
          ...["--user", databases.user, "--database", database, ...words],
        ],
        { env: { ...process.env, SQL_PASSWORD: databases.password } },
      );
    await tool("setup-schema", "--version", "0.0");
    const schema = kind === "default" ? "temporal" : "visibility";
    await tool("update-schema", "--schema-name", `postgresql/v12/${schema}`);
  }
}

/** Makes our namespace with its search attributes, and waits until every frontend knows of them. */
export async function createNamespace(
  addresses: readonly string[],
  namespace: string,
  retentionDays: number,
): Promise<void> {
  const connection = await Connection.connect({ address: addresses[0] ?? "" });
  try {
    await waitUntil(
      "the namespace",
      async () => {
        await connection.workflowService
          .registerNamespace({
            namespace,
            workflowExecutionRetentionPeriod: { seconds: (retentionDays * 86_400) as never },
          })
          .catch((error: { code?: number }) => {
            if (error.code !== 6) throw error; // it is there
          });
        return true;
      },
      60_000,
    );
    await waitUntil(
      "the search attributes",
      async () => {
        await connection.operatorService.addSearchAttributes({
          namespace,
          searchAttributes: { OrganisationId: keyword, CampaignId: keyword },
        });
        return true;
      },
      60_000,
    );
    for (const address of addresses)
      await waitUntil(`the namespace at ${address}`, () => isNamespaceReady(address, namespace), 60_000);
  } finally {
    await connection.close();
  }
}
