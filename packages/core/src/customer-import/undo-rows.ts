import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StorageContext } from "../context.ts";
import { readImport, type WholeImport } from "./import-line.ts";
import { type Batch, loadRowsById } from "./upsert/load-rows.ts";
import type { Noun } from "./upsert/noun.ts";
import { nouns } from "./upsert/upsert-batch.ts";
import type { Row, StoredRow } from "./upsert/world.ts";
import { writeRows } from "./upsert/write-rows.ts";

const rowsAPart = 500;

interface ImportRow {
  readonly row: number;
  readonly outcome: "created" | "changed";
  readonly subject_id: string;
  readonly stored: Readonly<Record<string, readonly [string | null, string | null]>>;
}

/**
 * Takes an import back from its last row to its first, a transaction for each part. What was edited since stays as it is, and so does
 * what others need by now (messages, visits); an opt-out is never lifted.
 * @returns whether all is done
 */
export async function undoRows(ctx: StorageContext, before: WholeImport, until: number): Promise<boolean> {
  for (;;) {
    const left = await inOrganisation(ctx.orm, ctx.organisationId, (em) => undoPart(em, ctx, before));
    if (left === "done") return true;
    if (Date.now() > until) return false;
  }
}

async function undoPart(
  em: EntityManager,
  ctx: StorageContext,
  before: WholeImport,
): Promise<"done" | "more"> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const now = await readImport(em, ctx, before.id, { hold: true });
  if (now.state !== "undoing" || now.revision !== before.revision) return "done";
  const { rows } = await sql<ImportRow>`
    select row, outcome, subject_id, stored from customer_import_row
    where organisation_id = ${organisationId} and import_id = ${before.id} and outcome in ('created', 'changed') and undone is null
    order by row desc limit ${sql.lit(rowsAPart)}`.execute(kysely);
  if (rows.length === 0) {
    await sql`
      update customer_import set state = 'undone', undone_at = app_now(), touched_at = app_now(),
        kept = (select count(*) from customer_import_row where organisation_id = ${organisationId} and import_id = ${before.id} and undone = 'kept')
      where organisation_id = ${organisationId} and id = ${before.id}`.execute(kysely);
    return "done";
  }
  const batch: Batch = { em, organisationId, hold: true, memory: null };
  const kept = await undoAll(batch, nouns[before.noun], rows, before);
  const told = JSON.stringify(rows.map(({ row }) => ({ row, note: kept.get(row) ?? null })));
  await sql`
    update customer_import_row set undone = case when told.note is null then 'undone' else 'kept' end, undo_note = told.note
    from jsonb_to_recordset(${told}::jsonb) as told (row int, note text)
    where organisation_id = ${organisationId} and import_id = ${before.id} and customer_import_row.row = told.row`.execute(
    kysely,
  );
  await sql`
    update customer_import set row_done = row_done + ${rows.length}, touched_at = app_now()
    where organisation_id = ${organisationId} and id = ${before.id}`.execute(kysely);
  return "more";
}

/** @returns by row why it is left as it is */
async function undoAll(
  batch: Batch,
  noun: Noun,
  rows: readonly ImportRow[],
  before: WholeImport,
): Promise<Map<number, string>> {
  const kept = new Map<number, string>();
  const subjects = [...new Set(rows.map(({ subject_id }) => subject_id))];
  const current = new Map((await loadRowsById(batch, noun, subjects)).map((row) => [row.id, row]));
  const restored = new Map<string, Row>();
  const removed: ImportRow[] = [];
  for (const row of rows) {
    const found = current.get(row.subject_id);
    if (found === undefined) {
      kept.set(row.row, "It is not there any more.");
      continue;
    }
    const target = restored.get(found.id) ?? openRow(found);
    const edited = Object.entries(row.stored).filter(
      ([name, [, after]]) => isWritten(noun, name) && target.values[name] !== after,
    );
    if (edited.length > 0) {
      const fields = edited.map(([name]) => noun.columns[name]?.field ?? name);
      kept.set(row.row, `It was edited since: ${fields.join(", ")}.`);
      continue;
    }
    if (row.outcome === "created") removed.push(row);
    else {
      for (const [name, [was]] of Object.entries(row.stored))
        if (isWritten(noun, name)) target.values[name] = was;
      restored.set(found.id, target);
    }
  }
  const gone = new Set(removed.map(({ subject_id }) => subject_id));
  await writeRows(
    batch,
    noun,
    [...restored.values()].filter(({ id }) => !gone.has(id)),
  );
  for (const row of await removeAll(batch, noun, removed, before))
    kept.set(row, "It has messages, visits or other things of its own by now.");
  return kept;
}

/** The opt-out and the number are not this undoing's. */
const isWritten = (noun: Noun, name: string) => noun.columns[name]?.readOnly !== true;

function openRow({ id, values }: StoredRow): Row {
  const fresh = { saidBy: new Map(), firstBy: null, ledBy: new Set<string>() };
  return { id, isNew: false, before: values, values: { ...values }, ...fresh };
}

/** @returns the rows that others need, which stay */
async function removeAll(
  batch: Batch,
  noun: Noun,
  rows: readonly ImportRow[],
  before: WholeImport,
): Promise<number[]> {
  if (rows.length === 0) return [];
  if (await tryRemove(batch, noun, rows, before)) return [];
  const stay: number[] = [];
  for (const row of rows) if (!(await tryRemove(batch, noun, [row], before))) stay.push(row.row);
  return stay;
}

/** All of them or none, within a savepoint. */
async function tryRemove(
  { em, organisationId }: Batch,
  noun: Noun,
  rows: readonly ImportRow[],
  { confirmedAt }: WholeImport,
): Promise<boolean> {
  const ids = rows.map(({ subject_id }) => subject_id);
  try {
    await em.transactional(async (inner) => {
      const kysely = inner.getKysely();
      // The person's own no goes with the person; their mailbox keeps it (C18).
      if (noun.name === "customer")
        await sql`
          delete from preference where organisation_id = ${organisationId} and customer_id = any (${ids}::uuid[]) and source = 'import'`.execute(
          kysely,
        );
      await sql`
        delete from ${sql.table(noun.table)} where organisation_id = ${organisationId} and id = any (${ids}::uuid[])`.execute(
        kysely,
      );
      if (noun.name !== "customer") return;
      const families = rows.flatMap(({ stored }) => stored.familyId?.[1] ?? []);
      await sql`
        delete from family where organisation_id = ${organisationId} and id = any (${families}::uuid[]) and created_at >= ${confirmedAt}
          and not exists (select from customer where customer.organisation_id = family.organisation_id and customer.family_id = family.id)
          and not exists (select from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id)
          and not exists (select from appointment where appointment.organisation_id = family.organisation_id and appointment.family_id = family.id)
          and not exists (select from thread where thread.organisation_id = family.organisation_id and thread.family_id = family.id)`.execute(
        kysely,
      );
    });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23503") return false;
    throw error;
  }
}
