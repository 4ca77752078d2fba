import { randomUUID } from "node:crypto";
import { seedDemo } from "@packpost/db/seed/seed-demo";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let tables: { name: string; key: string }[] = [];
let mine: TestOrganisation;

beforeAll(async () => {
  // Rows of somebody else in every table: Riverside with its past campaigns, and the few kinds the demo lacks.
  await seedDemo({ orm: database.orm, password: "not needed here", compileTemplate: async () => ({}) });
  await database.owner.query(`
    insert into audit (organisation_id, actor_kind, action, subject_kind, subject_id) select id, 'system', 'test', 'test', id from organisation;
    insert into opening (organisation_id, recipient_id, at, reported_bot, bot, dedupe_key)
      select distinct on (organisation_id) organisation_id, id, now(), false, false, 'x' from recipient;
    insert into suppression_sync (organisation_id, provider_count, taken, given, lifted, refused, only_here)
      select id, 0, 0, 0, 0, 0, 0 from organisation;
    insert into sender_check (organisation_id, domain, source, parts) select id, 'x.example', 'dns', '[]' from organisation;
    insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, payload) select id, 'x', 'Open', now(), '{}' from organisation;
    insert into picture (organisation_id, key, content_hash, extension, width, height, bytes, file_name, uploaded_by)
      select distinct on (organisation_id) organisation_id, translate(left(md5(id::text), 26), '0189', 'wxyz'), repeat('0', 64), 'png', 1, 1, 1, '', id from staff_member;
    insert into attachment (organisation_id, id, thread_id, key, extension, width, height, bytes, file_name)
      select organisation_id, uuidv7(), id, translate(left(md5(id::text), 26), '0189', 'wxyz'), 'png', 1, 1, 1, '' from thread;
    insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, body, due_at)
      select thread.organisation_id, uuidv7(), thread.id, staff_member.id, 'Later', now() from thread
      join staff_member on staff_member.organisation_id = thread.organisation_id and staff_member.role = 'owner';
    insert into opening_hours (organisation_id, week) select id, '[[],[],[],[],[],[],[]]' from organisation;
    insert into sender (organisation_id, stream) select id, 'bulk' from organisation;
    insert into provider_key (organisation_id, channel, provider, sealed_key) select id, 'email', 'postmark', 'sealed' from organisation;
    insert into provider_key_test (organisation_id, channel, provider, sealed_key, asked_by)
      select distinct on (organisation_id) organisation_id, 'email', 'postmark', 'sealed', id from staff_member;
    insert into provider_registration (organisation_id, channel) select id, 'email' from organisation;
    insert into api_key (organisation_id, name, scopes, created_by)
      select distinct on (organisation_id) organisation_id, 'Work orders', array['mail:send'], id from staff_member;
    insert into api_key_secret (organisation_id, public_part, key_id, hash) select organisation_id, 'ABCDEFGHIJ', id, repeat('0', 64) from api_key;
    insert into idempotent_answer (organisation_id, key_id, idempotency_key, request_hash, answer) select organisation_id, id, 'a', 'b', '{}' from api_key;
    insert into restore_reconciliation (organisation_id, channel, held_at) select id, 'email', now() from organisation;
    insert into message_after_backup (organisation_id, provider_message_id, channel, sent_at, address) select id, 'x', 'email', now(), 'a@b.example' from organisation;
    insert into outcome_feed (organisation_id) select id from organisation;
    insert into outcome_change (organisation_id, delivery_ids) select id, '{}' from organisation;
    insert into webhook_endpoint (organisation_id, url, name, secret_salt, created_by, transaction_id)
      select organisation_id, 'https://x.example', 'Shop', 'salt', created_by, 0 from api_key;
    insert into webhook_attempt (organisation_id, endpoint_id, message_id, kind, outcomes, duration_ms) select organisation_id, id, 'x', 'test', 0, 1 from webhook_endpoint;
    insert into webhook_secret (organisation_id, current_hash) select id, repeat('0', 64) from organisation;
    insert into delivery (organisation_id, purpose, request_id, address, from_mailbox, subject, html, text)
      select id, 'notice', id, 'a@b.example', '{}', '', '', '' from organisation;
    insert into invitation (organisation_id, email_key, role, token_hash, invited_by, delivery_id, expires_at)
      select distinct on (delivery.organisation_id) delivery.organisation_id, 'a@b.example', 'basic', 'x', staff_member.id, delivery.id, now()
      from delivery join staff_member on staff_member.organisation_id = delivery.organisation_id;
    insert into password_reset (organisation_id, staff_member_id, token_hash, expires_at) select organisation_id, id, id::text, now() from staff_member;
    insert into reply_address (organisation_id, token_hash, thread_id, customer_id)
      select distinct on (organisation_id) organisation_id, repeat('0', 64), thread_id, customer_id from message_notice;
    insert into erased_contact (organisation_id, hash, blocks, refused) select id, repeat('0', 64), '[]', true from organisation;
    insert into merge (organisation_id, kind, kept_id, merged_id, done_by, moved, before)
      select distinct on (organisation_id) organisation_id, 'split', id, id, id, '{}', '{}' from staff_member;
    insert into email_draft (organisation_id, staff_member_id, customer_id, mail_id, subject, body_markdown, version)
      select distinct on (customer.organisation_id) customer.organisation_id, staff_member.id, customer.id, customer.id, '', '', 1
      from customer join staff_member on staff_member.organisation_id = customer.organisation_id;
    insert into inbound_mail (organisation_id, provider_message_id, mail) select id, 'x', '{}' from organisation;
    insert into inbound_attachment (organisation_id, mail_id, place, name, content_type, bytes) select organisation_id, id, 0, 'a', 'text/plain', 0 from inbound_mail;
    insert into text_media (organisation_id, entry_id, place, url, content_type)
      select distinct on (organisation_id) organisation_id, id, 1, 'https://x.example', 'image/png' from entry;
    insert into manual_recipient (organisation_id, campaign_id, list, position, text, problem, brought_by)
      select organisation_id, id, 'add', 1, 'nobody', 'unknown', id from campaign;
    insert into campaign_review (organisation_id, campaign_id, reviewed_by, numbers) select organisation_id, id, author_id, '{}' from campaign;
    insert into campaign_reach (organisation_id, broadcast_id, numbers) select organisation_id, id, '{}' from campaign;
    insert into enough_kept (organisation_id, basis, numbers) select id, '', '{}' from organisation;
    insert into send_request (organisation_id, campaign_id, asked_by, version, people, numbers) select organisation_id, id, author_id, 1, 1, '{}' from campaign;
    insert into pass_audience (organisation_id, pass_id, as_of, evaluated_at, today) select organisation_id, id, pg_current_snapshot(), now(), current_date from pass;
    insert into pass_audience_part (organisation_id, pass_id, reasons, numbers, people) select organisation_id, id, 0, '{}', 0 from pass;
    insert into broadcast (organisation_id, id, kind) select id, id, 'alert' from organisation;
    insert into alert (organisation_id, id, range_kind, from_at, until_at, body, created_by)
      select distinct on (organisation_id) organisation_id, organisation_id, 'tomorrow', now(), now() + interval '1 day', 'x', id from staff_member;
    insert into alert_recipient (organisation_id, alert_id, customer_id, family_id, holds_number, appointment_id, starts_at, appointments)
      select distinct on (organisation_id) organisation_id, organisation_id, id, family_id, false, id, now(), 1 from customer;
    insert into customer_import (organisation_id, id, noun, file_name, parts, bytes, found, settings, headers_key, created_by)
      select distinct on (organisation_id) organisation_id, organisation_id, 'customer', 'a.csv', 1, 1, '{}', '{}', '', id from staff_member;
    insert into customer_import_row (organisation_id, import_id, row, outcome, label) select id, id, 2, 'refused', 'x' from organisation;
    insert into customer_import_memory (organisation_id, import_id, noun, subject_id, row_values) select id, id, 'customer', id, '{}' from organisation;
    insert into customer_import_key (organisation_id, import_id, key, subject_id) select id, id, 'x', id from organisation;
    insert into alert_draft (organisation_id, staff_member_id, body, version) select organisation_id, id, '', 1 from staff_member`);
  mine = await createTestOrganisation(database.orm);
  await createFamily(mine, { passId: await createPass(mine) });
  const found = await database.owner.query<{ name: string; key: string }>(`
    select c.relname as name, case c.relname when 'organisation' then 'id' else 'organisation_id' end as key from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
      and (c.relname = 'organisation' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id'))`);
  tables = found.rows;
});

/** Runs SQL as the app in a transaction of this organisation (null: none was set), and rolls back. */
async function asApp<T>(
  organisationId: string | null,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.app.connect();
  try {
    await client.query("begin");
    if (organisationId) {
      await client.query("select set_config('app.organisation_id', $1, true)", [organisationId]);
    }
    return await work(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "none";
}

/** Nobody writes through them. */
const views = new Set(["eligibility_truth", "customer_contactability"]);

/** Refused by a right that the app lacks, or by row-level security. */
const refused = "42501";

describe("tenancy, by raw SQL as the app's role", () => {
  it("knows more than fifteen tenant tables, each with somebody's rows", async () => {
    expect(tables.length).toBeGreaterThan(18);
    for (const { name } of tables) {
      const { rows } = await database.owner.query(`select count(*)::int as n from ${name}`);
      expect(rows, name).not.toEqual([{ n: 0 }]);
    }
  });

  it("shows no row of any table to a unit of work without an organisation", async () => {
    for (const { name } of tables) {
      const seen = await asApp(null, (client) => client.query(`select from ${name}`));
      expect(seen.rowCount, name).toBe(0);
      const outside = await database.app.query(`select from ${name}`);
      expect(outside.rowCount, name).toBe(0);
    }
  });

  it("changes no row of any table without an organisation", async () => {
    for (const { name, key } of tables.filter((table) => !views.has(table.name))) {
      for (const statement of [`update ${name} set ${key} = ${key}`, `delete from ${name}`]) {
        const changed = await asApp(null, (client) =>
          client.query(statement).then(
            (result) => result.rowCount,
            (error: { code?: string }) => (error.code === refused ? 0 : error),
          ),
        );
        expect(changed, statement).toBe(0);
      }
    }
    const insert = "insert into pass (organisation_id, name) values ($1, 'Sneaked in')";
    expect(await codeOf(asApp(null, (client) => client.query(insert, [mine.organisationId])))).toBe(refused);
  });

  it("shows and changes nobody else's rows", async () => {
    for (const { name, key } of tables) {
      const others = `${key} <> '${mine.organisationId}'`;
      const statements = [`select from ${name} where ${others}`];
      if (!views.has(name)) {
        statements.push(
          `update ${name} set ${key} = ${key} where ${others}`,
          `delete from ${name} where ${others}`,
        );
      }
      for (const statement of statements) {
        const touched = await asApp(mine.organisationId, (client) =>
          client.query(statement).then(
            (result) => result.rowCount,
            (error: { code?: string }) => (error.code === refused ? 0 : error),
          ),
        );
        expect(touched, statement).toBe(0);
      }
    }
  });

  it("refuses to write rows for somebody else, or to hand one's own over", async () => {
    const other = await createTestOrganisation(database.orm);
    const insert = "insert into pass (organisation_id, name) values ($1, 'Sneaked in')";
    const give = "update pass set organisation_id = $1";
    for (const statement of [insert, give]) {
      const code = await codeOf(
        asApp(mine.organisationId, (client) => client.query(statement, [other.organisationId])),
      );
      expect(code, statement).toBe(refused);
    }
  });

  it("keeps search_customers in the session's organisation", async () => {
    const search = "select * from search_customers($1)";
    expect((await asApp(null, (client) => client.query(search, ["o"]))).rowCount).toBe(0);
    expect((await asApp(mine.organisationId, (client) => client.query(search, ["okafor"]))).rowCount).toBe(0);
    const riverside = "019a0000-0000-7000-8000-000000000001";
    expect((await asApp(riverside, (client) => client.query(search, ["okafor"]))).rowCount).toBe(2);
    // Wild cards are letters: nothing is found, not everybody.
    for (const term of ["%", "_", "\\"]) {
      expect((await asApp(riverside, (client) => client.query(search, [term]))).rowCount, term).toBe(0);
    }
  });

  it("does not let a setting leak through the pool, after commit, rollback or an error", async () => {
    for (const end of ["commit", "rollback", "error"]) {
      const client = await database.app.connect();
      await client.query("begin");
      await client.query("select set_config('app.organisation_id', $1, true)", [mine.organisationId]);
      expect((await client.query("select from pass")).rowCount).toBe(1);
      if (end === "error") await client.query("select 1 / 0").catch(() => client.query("rollback"));
      else await client.query(end);
      expect((await client.query("select from pass")).rowCount, end).toBe(0);
      client.release();
    }
  });

  it("recomputes nobody else's eligibility when called with their ids", async () => {
    const stranger = await database.owner.query<{ id: string; organisation_id: string }>(
      "select id, organisation_id from customer where organisation_id <> $1 limit 1",
      [mine.organisationId],
    );
    const id = stranger.rows[0]?.id ?? randomUUID();
    const before = await database.owner.query("select * from eligibility where customer_id = $1", [id]);
    await asApp(mine.organisationId, (client) =>
      client.query("call refresh_eligibility(array[$1::uuid])", [id]),
    );
    expect(
      (await database.owner.query("select * from eligibility where customer_id = $1", [id])).rows,
    ).toEqual(before.rows);
  });
});
