import { randomBytes } from "node:crypto";
import pg from "pg";

export type TestDatabase = {
  /** Connection of the owner: sees every tenant, for looking and for breaking things. */
  readonly ownerUrl: string;
  /** Connection of the app's role, as web and worker have it. */
  readonly appUrl: string;
  drop(): Promise<void>;
};

/**
 * A database of a test file's own: a clone of the migrated, empty template.
 * @param services what the global setup started
 */
export async function createDatabase(services: {
  readonly templateOwnerUrl: string;
  readonly templateAppUrl: string;
}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const template = new URL(services.templateOwnerUrl).pathname.slice(1);
  const admin = withDatabase(services.templateOwnerUrl, "postgres");
  await run(admin, `create database ${name} template ${template}`);
  return {
    ownerUrl: withDatabase(services.templateOwnerUrl, name),
    appUrl: withDatabase(services.templateAppUrl, name),
    drop: () => run(admin, `drop database if exists ${name} with (force)`),
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
