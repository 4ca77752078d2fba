import { sql } from "kysely";
import type { Batch } from "./load-rows.ts";
import type { Noun } from "./noun.ts";
import type { Row } from "./world.ts";

/**
 * Writes rows of a noun: those that are new in one statement, those that differ from before in another, so that each trigger runs once
 * for all of them.
 */
export async function writeRows(batch: Batch, noun: Noun, rows: readonly Row[]): Promise<void> {
  const columns = Object.entries(noun.columns).filter(([, { readOnly }]) => readOnly !== true);
  const fresh = rows.filter(({ isNew }) => isNew);
  const changed = rows.filter(
    (row) => !row.isNew && columns.some(([name]) => row.values[name] !== row.before[name]),
  );
  const { organisationId } = batch;
  const kysely = batch.em.getKysely();
  const table = sql.table(noun.table);
  const written = (all: readonly Row[], names: [string, { column: string }][]) =>
    JSON.stringify(
      all.map(({ id, values }) => ({
        id,
        ...Object.fromEntries(names.map(([name, { column }]) => [column, values[name] ?? null])),
      })),
    );
  if (fresh.length > 0) {
    const number = noun.columns.number;
    const all: [string, { column: string }][] =
      number === undefined ? columns : [...columns, ["number", number]];
    const refs = sql.join(all.map(([, { column }]) => sql.ref(column)));
    await sql`
      insert into ${table} (organisation_id, id, ${refs})
      select ${organisationId}, id, ${refs} from jsonb_populate_recordset(null::${table}, ${written(fresh, all)}::jsonb)`.execute(
      kysely,
    );
  }
  if (changed.length > 0) {
    // Only what is written by anybody of the batch, so that what hangs on other columns is left alone.
    const names = columns.filter(([name]) => changed.some((row) => row.values[name] !== row.before[name]));
    const set = sql.join(names.map(([, { column }]) => sql`${sql.ref(column)} = written.${sql.ref(column)}`));
    await sql`
      update ${table} set ${set}
      from jsonb_populate_recordset(null::${table}, ${written(changed, names)}::jsonb) written
      where ${table}.organisation_id = ${organisationId} and ${table}.id = written.id`.execute(kysely);
  }
}

/** So many ids that rise with time, so that indexes grow at their end. */
export async function newIds(batch: Batch, n: number): Promise<string[]> {
  if (n === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select uuidv7()::text as id from generate_series(1, ${n}::int)`.execute(batch.em.getKysely());
  return rows.map(({ id }) => id);
}

/** Gives new customers the next numbers, in their order. By customer_largest_number, under the lock of upserts. */
export async function giveNumbers(batch: Batch, customers: readonly Row[]): Promise<void> {
  if (customers.length === 0) return;
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::int as last from customer
    where organisation_id = ${batch.organisationId} and number > -2147483648`.execute(batch.em.getKysely());
  const last = Math.max(0, rows[0]?.last ?? 0);
  for (const [at, row] of customers.entries()) row.values.number = String(last + 1 + at);
}

/**
 * Keeps that these customers want no campaigns: said by an import, at no mailbox of its own, so it is the person's and their mailbox's
 * (010-consent). A no that stands already stays as it was said; a yes is never written.
 */
export async function unsubscribe(batch: Batch, customers: readonly Row[]): Promise<void> {
  const ids = customers
    .filter((row) => row.values.campaigns === "unsubscribed" && row.before.campaigns !== "unsubscribed")
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select ${batch.organisationId}, id, 'campaign', false, 'import' from unnest(${ids}::uuid[]) id
    on conflict (customer_id, channel, organisation_id) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source, email_key = null
      where preference.subscribed`.execute(batch.em.getKysely());
}
