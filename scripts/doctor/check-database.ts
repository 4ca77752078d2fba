import { readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { repositoryRoot } from "../paths.ts";
import { type Finding, findingsOf, messageOf } from "./finding.ts";

const { ok, warning, error } = findingsOf("database");

const OLDEST_VERSION = 180_000;
/** Deadlines go by the database's clock; links and logs by ours. */
const SKEW_WARNS_MS = 2_000;
const SKEW_FAILS_MS = 60_000;

/** @param urls connection strings of the app's role and, where it is known, of the owner */
export async function checkDatabase(urls: {
  readonly app: string;
  readonly owner: string | null;
}): Promise<Finding[]> {
  const app = await withClient(urls.app, async (client) => [
    ...(await checkServer(client)),
    await checkRole(client),
    await checkClock(client),
    ...(await checkSettings(client)),
    await checkPolicies(client),
  ]);
  if (app.some((finding) => finding.level === "error" && finding.says.startsWith("It cannot be reached")))
    return app;
  if (urls.owner === null)
    return [
      ...app,
      warning(
        "Migrations were not looked at",
        "Set DATABASE_MIGRATION_URL to the role that owns the tables.",
      ),
    ];
  return [...app, ...(await withClient(urls.owner, async (client) => [await checkMigrations(client)]))];
}

async function withClient(url: string, use: (client: pg.Client) => Promise<Finding[]>): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (thrown) {
    return [
      error(
        `It cannot be reached: ${messageOf(thrown)}`,
        "Check host, port, password and firewall of DATABASE_URL and DATABASE_MIGRATION_URL; the role of the app gets its password by `alter role packpost_app password '…'`.",
      ),
    ];
  }
  try {
    return await use(client);
  } catch (thrown) {
    return [
      error(
        `A question failed: ${messageOf(thrown)}`,
        "If a table is missing, run the migrations (`npm run migrate`).",
      ),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkServer(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{
    version: number;
    name: string;
    used: number;
    most: number;
    standby: boolean;
  }>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name, pg_is_in_recovery() as standby,
      (select count(*)::int from pg_stat_activity) as used, current_setting('max_connections')::int as most`);
  const [server] = rows;
  if (server === undefined) return [];
  const { version, name, used, most, standby } = server;
  return [
    version >= OLDEST_VERSION
      ? ok(`PostgreSQL ${name}`)
      : error(`PostgreSQL ${name} is too old`, "Use PostgreSQL 18 or newer."),
    ...(standby
      ? [
          error(
            "It is a standby that takes no writes",
            "Let DATABASE_URL lead to the primary; after a failover, to the new one.",
          ),
        ]
      : []),
    ...(used > most * 0.9
      ? [
          warning(
            `${used} of ${most} connections are in use`,
            "Raise max_connections, or put PgBouncer before it (max_prepared_statements above 0).",
          ),
        ]
      : []),
  ];
}

async function checkRole(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string; wide: boolean }>(`
    select current_user as name, bool_or(rolsuper or rolbypassrls) or exists (
      select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_has_role(current_user, relowner, 'member')) as wide
    from pg_roles role where pg_has_role(current_user, role.oid, 'member')`);
  const { name = "", wide = true } = rows[0] ?? {};
  return wide
    ? error(
        `DATABASE_URL signs in as “${name}”, which sees past the walls between organisations`,
        "Let it sign in as packpost_app; the owner belongs into DATABASE_MIGRATION_URL alone.",
      )
    : ok(`signs in as ${name}, behind row-level security`);
}

async function checkClock(client: pg.Client): Promise<Finding> {
  const asked = Date.now();
  const { rows } = await client.query<{ ms: number }>(
    "select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms",
  );
  const skewMs = Math.abs((rows[0]?.ms ?? 0) - (asked + Date.now()) / 2);
  const says = `its clock and this machine's differ by ${(skewMs / 1000).toFixed(1)} s`;
  if (skewMs < SKEW_WARNS_MS) return ok(says);
  const mend = "Let both machines keep time by NTP (chronyc tracking).";
  return skewMs < SKEW_FAILS_MS ? warning(says, mend) : error(says, mend);
}

const unsafe: Readonly<Record<string, { bad: readonly string[]; level: "warning" | "error"; says: string }>> =
  {
    fsync: {
      bad: ["off"],
      level: "error",
      says: "a crash of the machine loses claims, and people get a mail twice",
    },
    full_page_writes: {
      bad: ["off"],
      level: "error",
      says: "a crash of the machine can damage the database",
    },
    synchronous_commit: {
      bad: ["off", "local", "remote_write"],
      level: "warning",
      says: "the newest webhooks can be lost in a crash (claims cannot)",
    },
  };

async function checkSettings(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name = any($1)",
    [Object.keys(unsafe)],
  );
  const wrong = rows.flatMap(({ name, setting }) => {
    const rule = unsafe[name];
    if (rule === undefined || !rule.bad.includes(setting)) return [];
    return [
      {
        level: rule.level,
        check: "database",
        says: `${name} = ${setting}: ${rule.says}`,
        mend: `alter system set ${name} = on, then reload.`,
      } as const,
    ];
  });
  return wrong.length > 0 ? wrong : [ok("keeps what it has committed")];
}

async function checkPolicies(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (c.relname = 'organisation' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped))
      and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`);
  return rows.length === 0
    ? ok("every tenant's table is behind row-level security")
    : error(
        `without row-level security: ${rows.map(({ name }) => name).join(", ")}`,
        "`alter table … enable row level security; alter table … force row level security`, and find out who switched it off.",
      );
}

async function checkMigrations(client: pg.Client): Promise<Finding> {
  const folder = join(repositoryRoot, "packages", "db", "src", "migrations");
  const wanted = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length));
  const { rows } = await client.query<{ name: string }>("select name from schema_migration");
  const done = new Set(rows.map(({ name }) => name));
  const missing = wanted.filter((name) => !done.has(name));
  const newer = [...done].filter((name) => !wanted.includes(name));
  if (missing.length > 0)
    return error(
      `migrations that were not run: ${missing.join(", ")}`,
      "`npm run migrate`, before the new programs start.",
    );
  return newer.length > 0
    ? warning(
        `migrations of a newer version were run: ${newer.join(", ")}`,
        "Start the newer programs; these go on working beside them until then.",
      )
    : ok(`all ${wanted.length} migrations were run`);
}
