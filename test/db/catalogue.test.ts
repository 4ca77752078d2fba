import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

/** Tables above all tenants. Whoever adds one must say why here. */
const aboveTenants = [
  "auth_account", // better-auth's: users stand above tenants
  "auth_session",
  "auth_user",
  "auth_verification",
  "authenticator", // as auth_account: ways to sign in
  "founding_link", // there is no organisation yet
  "installation", // the stop switch, and how a restored database is told
  "passkey", // as authenticator
  "rate_limit", // sign-in attempts by address
  "recovery_code", // as authenticator
  "schema_migration", // the migrator's own; the app has no rights on it
  "sign_in_challenge", // as authenticator
];

/** The few functions that look across tenants, and why. */
const lookUps = [
  "broadcasts_with_work(interval)", // the sweep
  "conversations_with_work(interval)", // the sweep of notifiers
  "customers_at_domains(text[])", // split_part() is not leakproof; names the session's organisation itself
  "deliveries_with_work(interval)", // the sweep of deliveries
  "entries_with_files_to_fetch(interval)", // the sweep of pictures and files that texts and mails bring
  "find_customers(text,integer)", // as search_customers
  "imports_with_work(interval)", // the sweep of imports
  "inbound_mails_with_work(interval)", // the sweep of mails that came in
  "list_organisation_ids()", // schedules
  "memberships_of_user(uuid)", // sign-in
  "organisation_of_slug(text)", // a customer's sign-in: whose pages an address leads to
  "organisations_with_unexplained_drops()", // the sweep of refusals
  "restore_progress()", // what a hold after a restore waits for, over all organisations
  "search_customers(text,integer)", // ILIKE is not leakproof; names the session's organisation itself
  "search_entries(text,timestamp with time zone,uuid,integer)", // as search_customers: `@@` is not leakproof
  "webhook_endpoints_with_work()", // the sweep of outgoing webhooks
  "work_in_hand()", // figures for whoever watches the installation
];

async function column(statement: string): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>(statement);
  return rows.map((row) => row.name);
}

describe("the catalogue", () => {
  it("has row-level security enabled and forced on every tenant table", async () => {
    const open = await column(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f')
        and (c.relname = 'organisation' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id'))
        and not (c.relrowsecurity and c.relforcerowsecurity)`);
    expect(open).toEqual([]);
  });

  it("has exactly one policy for the app on every tenant table, for all commands, by the session's organisation", async () => {
    const wrong = await column(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and (c.relname = 'organisation' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id'))
        and (select count(*) filter (where p.polcmd = '*' and p.polpermissive and p.polwithcheck is null
               and regexp_replace(pg_get_expr(p.polqual, c.oid), '\\s+', ' ', 'g') in (
                 '(' || case c.relname when 'organisation' then 'id' else 'organisation_id' end
                   || ' = (NULLIF(current_setting(''app.organisation_id''::text, true), ''''::text))::uuid)',
                 -- read once a statement (read_tenant_once)
                 '(organisation_id = ( SELECT (NULLIF(current_setting(''app.organisation_id''::text, true), ''''::text))::uuid AS "nullif"))')) = 1 and count(*) = 1
             from pg_policy p where p.polrelid = c.oid and (p.polroles && array[0::oid, 'packpost_app'::regrole::oid])) is not true`);
    expect(wrong).toEqual([]);
  });

  it("lists every table without an organisation in this test", async () => {
    const without = await column(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f') and c.relname <> 'organisation'
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnotnull)
      order by 1`);
    expect(without).toEqual(aboveTenants);
  });

  it("has only views that ask as their caller", async () => {
    const asOwner =
      await column(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false)`);
    expect(asOwner).toEqual([]);
  });

  it("gives the app's role no way around: owns nothing, is nobody special, belongs to no role", async () => {
    const { rows } = await database.owner.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as member_of,
        has_schema_privilege(oid, 'public', 'create') as may_create
      from pg_roles r where rolname = 'packpost_app'`);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        owned: 0,
        member_of: 0,
        may_create: false,
      },
    ]);
  });

  it("has no function that runs as somebody else but the named look-ups", async () => {
    const definers = await column(`select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`);
    expect(definers).toEqual(lookUps);
  });

  it("lets the look-ups run as a role that can only read, and only the app call them", async () => {
    const { rows } = await database.owner.query(`
      select distinct p.proowner::regrole::text as owner,
        array(select setting from unnest(p.proconfig) setting where setting like 'search_path=%') as path,
        array(select distinct coalesce(nullif(a.grantee, 0)::regrole::text, 'public') from aclexplode(p.proacl) a
              where a.grantee <> p.proowner) as callers
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`);
    expect(rows).toEqual([
      { owner: "packpost_lookup", path: ["search_path=public, pg_temp"], callers: ["packpost_app"] },
    ]);

    const rights = await column(`select g.table_name || ': ' || g.privilege_type as name
      from information_schema.role_table_grants g where g.grantee = 'packpost_lookup' order by 1`);
    expect(rights).toEqual([
      "broadcast: SELECT",
      "customer: SELECT",
      "delivery: SELECT",
      "entry_words: SELECT",
      "installation: SELECT",
      "organisation: SELECT",
      "restore_reconciliation: SELECT",
      "staff_member: SELECT",
      "webhook_endpoint: SELECT",
    ]);
    const role = await database.owner.query(
      "select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'packpost_lookup'",
    );
    expect(role.rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false }]);
  });

  it("keeps what must not be forgotten from the app: audit is append-only, recipients are never deleted", async () => {
    const rights =
      await column(`select table_name || ': ' || string_agg(privilege_type, ',' order by privilege_type) as name
      from information_schema.role_table_grants
      where grantee = 'packpost_app' and table_name in ('audit', 'recipient', 'broadcast_tally', 'installation', 'schema_migration')
      group by table_name order by 1`);
    expect(rights).toEqual([
      "audit: INSERT,SELECT",
      "broadcast_tally: DELETE,INSERT,SELECT",
      "installation: SELECT",
      "recipient: INSERT,SELECT,UPDATE",
    ]);
    const everything = await column(`select table_name as name from information_schema.role_table_grants
      where grantee in ('packpost_app', 'PUBLIC') and table_schema = 'public' and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN')`);
    expect(everything).toEqual([]);
  });

  it("has an organisation in every foreign key between tenant tables", async () => {
    const single = await column(`
      select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        and k.confrelid <> all (array['organisation'::regclass, 'auth_user'::regclass])
        and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = 'organisation_id')`);
    expect(single).toEqual([]);
  });
});
