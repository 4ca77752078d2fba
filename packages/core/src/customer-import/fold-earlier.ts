import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { FieldChange } from "./upsert/fields.ts";
import type { Noun } from "./upsert/noun.ts";
import type { ToldOutcome } from "./upsert/tell-outcomes.ts";

/** What became of a row of the file. */
export interface ToldRow extends ToldOutcome {
  readonly row: number;
  readonly cells: readonly string[];
}

interface EarlierRow {
  readonly row: number;
  readonly subjectId: string;
  readonly changes: FieldChange[];
  readonly stored: Record<string, readonly [string | null, string | null]>;
  /** Which row has the last word. */
  by?: number;
}

/**
 * Of what an earlier part of the file has changed and this part changes again, the last word alone is told, from what was there before the
 * file: as within a part (T57), so that a file that contradicts itself changes nothing when it is run again. In the part's transaction; by
 * customer_import_row_of_subject. What somebody has edited between the two parts is left as it was told.
 * @returns the part's rows as they are told, and how many of earlier rows turn out to change nothing
 */
export async function foldEarlier(
  em: EntityManager,
  ctx: Context,
  part: { readonly importId: string; readonly noun: Noun; readonly rows: readonly ToldRow[] },
): Promise<{ rows: ToldRow[]; unchanged: number }> {
  const subjects = part.rows.flatMap(({ outcome }) => (outcome.outcome === "changed" ? [outcome.id] : []));
  const earlier = await readEarlier(em, ctx, part.importId, subjects);
  if (earlier.size === 0) return { rows: [...part.rows], unchanged: 0 };
  const rows = part.rows.map((told) => foldRow(part.noun, told, earlier));
  const touched = [...earlier.values()].flat().filter(({ by }) => by !== undefined);
  await writeEarlier(em, ctx, part.importId, touched);
  return { rows, unchanged: touched.filter(({ changes }) => changes.length === 0).length };
}

async function readEarlier(
  em: EntityManager,
  ctx: Context,
  importId: string,
  subjects: readonly string[],
): Promise<Map<string, EarlierRow[]>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<EarlierRow>`
    select found.row, found.subject_id as "subjectId", found.changes, found.stored
    from unnest(${subjects}::uuid[]) subject (id) cross join lateral (
      select row, subject_id, changes, stored from customer_import_row
      where organisation_id = ${ctx.organisationId} and import_id = ${importId} and subject_id = subject.id and outcome = 'changed' offset 0) found`.execute(
    em.getKysely(),
  );
  return Map.groupBy(rows, ({ subjectId }) => subjectId);
}

function foldRow(noun: Noun, told: ToldRow, all: Map<string, EarlierRow[]>): ToldRow {
  const { outcome } = told;
  if (outcome.outcome !== "changed") return told;
  const earlier = all.get(outcome.id) ?? [];
  const stored: Record<string, readonly [string | null, string | null]> = {};
  const changes: FieldChange[] = [];
  for (const [name, [before, after]] of Object.entries(told.stored)) {
    const field = noun.columns[name]?.field ?? name;
    const shown = outcome.changes.find((change) => change.field === field);
    const from = earlier.find((row) => row.stored[name]?.[1] === before && row.stored[name] !== undefined);
    const was = from?.stored[name]?.[0];
    if (from === undefined || was === undefined || shown === undefined) {
      stored[name] = [before, after];
      if (shown !== undefined) changes.push(shown);
      continue;
    }
    const shownWas = from.changes.find((change) => change.field === field)?.before ?? null;
    from.by = told.row;
    from.changes.splice(0, Infinity, ...from.changes.filter((change) => change.field !== field));
    delete from.stored[name];
    if (isAsBefore(noun, name, was, after)) continue;
    stored[name] = [was, after];
    changes.push({ ...shown, before: shownWas });
  }
  if (changes.length > 0) return { ...told, stored, outcome: { ...outcome, changes } };
  const { id, label, note } = outcome;
  return {
    ...told,
    stored: {},
    outcome: { outcome: "unchanged", id, label, ...(note !== undefined && { note }) },
  };
}

function isAsBefore(noun: Noun, name: string, was: string | null, after: string | null): boolean {
  if (was === after) return true;
  return was !== null && after !== null && noun.isSame?.(name, was, after) === true;
}

async function writeEarlier(
  em: EntityManager,
  ctx: Context,
  importId: string,
  rows: readonly EarlierRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const told = rows.map(({ row, changes, stored, by }) => ({
    ...{ row, changes, stored },
    outcome: changes.length > 0 ? "changed" : "unchanged",
    note: `Row ${by} of this file says something else of it, and has the last word.`,
  }));
  await sql`
    update customer_import_row set outcome = told.outcome, changes = told.changes, stored = told.stored,
      note = concat_ws(' ', customer_import_row.note, told.note)
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (row int, outcome text, changes jsonb, stored jsonb, note text)
    where organisation_id = ${ctx.organisationId} and import_id = ${importId} and customer_import_row.row = told.row`.execute(
    em.getKysely(),
  );
}
