import type { ImportNoun } from "@packpost/db/enums";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { merging, type Noun } from "./noun.ts";
import type { StoredRow, Values } from "./world.ts";

/** What a dry run has made so far of rows, in the parts before: it stands before what the database says. */
export interface Memory {
  recall(noun: ImportNoun, keys: readonly string[], ids: readonly string[]): Promise<StoredRow[]>;
  remember(
    noun: ImportNoun,
    rows: readonly { readonly row: StoredRow; readonly keys: string[] }[],
  ): Promise<void>;
}

/** A unit of work of many records. */
export interface Batch {
  readonly em: EntityManager;
  readonly organisationId: OrganisationId;
  /** What is found is held to the end of the transaction, since it is going to be written. */
  readonly hold: boolean;
  /** Of a dry run in parts. */
  readonly memory: Memory | null;
}

/**
 * The rows that have any of these keys, in one statement, each key looked up by its index.
 * @param keys such as `email:ana@mail.example`; kinds that the noun has no finder for are passed over
 */
export async function loadRows(batch: Batch, noun: Noun, keys: Iterable<string>): Promise<StoredRow[]> {
  const byKind = Map.groupBy(new Set(keys), (key) => key.slice(0, key.indexOf(":")));
  const finds = Object.entries(noun.finders).flatMap(([kind, find]) => {
    const found = byKind.get(kind);
    return found === undefined ? [] : [find(found.map((key) => key.slice(kind.length + 1)))];
  });
  if (finds.length === 0) return [];
  const rows = await readRows(batch, noun, sql`array(${sql.join(finds, sql` union `)})`);
  const recalled =
    (await batch.memory?.recall(
      noun.name,
      [...byKind.values()].flat(),
      rows.map(({ id }) => id),
    )) ?? [];
  const stored = new Map(rows.map((row) => [row.id, row]));
  const remembered = recalled.map((row) => ({ ...row, ledBy: stored.get(row.id)?.ledBy ?? [] }));
  for (const { id } of recalled) stored.delete(id);
  return [...remembered, ...stored.values()];
}

/** Rows by their own ids. */
export function loadRowsById(batch: Batch, noun: Noun, ids: readonly string[]): Promise<StoredRow[]> {
  return readRows(batch, noun, sql`${ids}::uuid[]`);
}

async function readRows(batch: Batch, noun: Noun, ids: RawBuilder<unknown>): Promise<StoredRow[]> {
  const columns = Object.entries(noun.columns).map(
    ([name, { column, read }]) => sql`${read ?? sql.ref(column)} as ${sql.ref(name)}`,
  );
  const table = sql.table(noun.table);
  // In the order of their ids, as eligibility holds customers, so that two cannot wait for each other.
  const held = batch.hold ? sql`order by id for no key update` : sql``;
  const { rows } = await sql<Values & { id: string }>`
    select id, ${sql.join(columns)} from ${table}
    where organisation_id = ${batch.organisationId} and id = any (${ids}) ${held}`.execute(
    batch.em.getKysely(),
  );
  const ledBy = merging.has(noun.table) ? await readLedBy(batch, noun, rows) : new Map();
  return rows.map(({ id, ...values }) => ({ id, isNew: false, values, ledBy: ledBy.get(id) ?? [] }));
}

/** By row: the keys of what was merged into it that still lead to it: ids in another system, and customers' numbers. */
async function readLedBy(
  batch: Batch,
  noun: Noun,
  rows: readonly { readonly id: string }[],
): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map();
  const number = "number" in noun.columns ? sql`number::text` : sql`null::text`;
  const { rows: merged } = await sql<{ id: string; externalId: string | null; number: string | null }>`
    select merged_into as id, external_id as "externalId", ${number} as number from ${sql.table(noun.table)}
    where organisation_id = ${batch.organisationId} and merged_into = any (${rows.map(({ id }) => id)}::uuid[])`.execute(
    batch.em.getKysely(),
  );
  const ledBy = new Map<string, string[]>();
  for (const { id, externalId, number } of merged)
    ledBy.set(id, [...(ledBy.get(id) ?? []), ...noun.keysOf({ externalId, number })]);
  return ledBy;
}
