import pg from "pg";

/** Login role of web and worker. It owns nothing and cannot bypass row-level security; the migration grants to it. */
export const appRole = "packpost_app";

/**
 * Creates the application's login role and database unless they exist. Every step may be repeated.
 * @param adminUrl connection of the owner to the database `postgres`
 */
export async function ensureRolesAndDatabase(
  adminUrl: string,
  appPassword: string,
  database: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const role = await client.query("select 1 from pg_roles where rolname = $1", [appRole]);
    const attributes = "login nosuperuser nocreatedb nocreaterole nobypassrls noreplication";
    const verb = role.rowCount ? "alter" : "create";
    await client.query(
      `${verb} role ${appRole} with ${attributes} password ${client.escapeLiteral(appPassword)}`,
    );
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!found.rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
