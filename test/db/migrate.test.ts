import { readdirSync, readFileSync } from "node:fs";
import { DatabaseOfAnotherTimeError, migrate } from "@packpost/db/migrate";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openDataDirectory } from "../../scripts/environment/open-data-directory.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startDatabase } from "../../scripts/environment/start-services.ts";
import { createDatabase } from "../support/create-database.ts";

const migrations = readdirSync(new URL("../../packages/db/src/migrations/", import.meta.url))
  .filter((file) => file.endsWith(".sql"))
  .map((file) => file.slice(0, -".sql".length))
  .toSorted();

let database: Awaited<ReturnType<typeof createDatabase>>;
let owner: pg.Client;

/** A database with nothing in it, of the cluster that the tests share. */
beforeEach(async () => {
  const services = inject("services");
  const empty = new URL(services.templateOwnerUrl);
  empty.pathname = "/template1";
  database = await createDatabase({ ...services, templateOwnerUrl: empty.toString() });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

async function names(statement: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(statement);
  return rows.map((row) => row.name);
}

const done = () => names("select name from schema_migration order by id");
const tables = () =>
  names("select tablename as name from pg_tables where schemaname = 'public' order by tablename");

describe("migrating a database", () => {
  it("runs every file in the order of names, and nothing the second time", async () => {
    expect(await migrate(database.ownerUrl)).toEqual(migrations);
    const made = await tables();
    expect(await migrate(database.ownerUrl)).toEqual([]);
    expect(await tables()).toEqual(made);
    expect(await done()).toEqual(migrations);
  });

  it("is done once by two processes at the same moment; the later one finds it done", async () => {
    const ran = await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)]);
    expect(ran.toSorted((one, other) => one.length - other.length)).toEqual([[], migrations]);
    expect(await done()).toEqual(migrations);
  });

  it("leaves nothing when its server ends it in the middle, and does it all the next time", async () => {
    // Holds a name that a later migration wants: it waits there, with half of its work done.
    const other = new pg.Client({ connectionString: database.ownerUrl });
    await other.connect();
    await other.query("begin; create table webhook_secret ()");
    const ended = migrate(database.ownerUrl).catch((error: unknown) => error);
    const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(() => names(`select query as name ${waiting}`), { timeout: 20_000 }).toHaveLength(1);
    await owner.query(`select pg_terminate_backend(pid) ${waiting}`);
    expect(String(await ended)).toMatch(/terminat/i);
    await other.query("rollback");
    await other.end();

    expect(await tables()).toEqual(["schema_migration"]);
    expect(await migrate(database.ownerUrl)).toEqual(migrations);
  });

  it("refuses a database of before the baseline in one sentence, and changes nothing in it", async () => {
    await owner.query(
      `create table schema_migration (id serial primary key, name varchar(255) not null, executed_at timestamptz not null default now());
       insert into schema_migration (name) values ('001-tenancy'), ('002-customers');
       create table organisation (id uuid primary key)`,
    );
    await expect(migrate(database.ownerUrl)).rejects.toThrowError(DatabaseOfAnotherTimeError);
    // As `npm start` tells it.
    const directory = await openDataDirectory(`${inject("services").runDirectory}/of-another-time`);
    const started = startDatabase({
      external: { ...noExternalServices, database },
      directory,
      ports: anyPorts,
      throwaway: true,
      headless: true,
      step: (_label, work) => work(() => undefined),
      report: () => undefined,
    });
    await expect(started).rejects.toMatchObject({
      message: "The database is of an older development version",
      whatToDo: expect.stringMatching(/^`npm start -- --reset` /),
    });
    directory.close();
    expect(await tables()).toEqual(["organisation", "schema_migration"]);
    expect(await done()).toEqual(["001-tenancy", "002-customers"]);
  });
});

describe("migrations", () => {
  it("name the bits of reasons: no number stands for one", () => {
    const folder = new URL("../../packages/db/src/migrations/", import.meta.url);
    const written = migrations.flatMap((name) =>
      readFileSync(new URL(`${name}.sql`, folder), "utf8")
        .split("\n")
        .filter((line) => /reasons?\b.*&\s*\(?\d|\bthen (1|2|4|8|16|32|64|\d{3,6}) (when|else)/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
    expect(written).toEqual([]);
  });
});
