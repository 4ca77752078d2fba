import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { ToldOutcome } from "./upsert/tell-outcomes.ts";

/** Writes down what became of rows, those that there is something to say of: in one statement. */
export async function keepRows(
  em: EntityManager,
  ctx: Context,
  importId: string,
  rows: readonly (ToldOutcome & { readonly row: number; readonly cells: readonly string[] })[],
): Promise<void> {
  const told = rows.flatMap(({ row, cells, outcome, stored }): Record<string, unknown>[] => {
    if (outcome.outcome === "refused")
      return [{ row, outcome: "refused", label: firstOf(cells), note: outcome.reason }];
    const { id, label, note = null } = outcome;
    if (outcome.outcome === "unchanged" && note === null) return [];
    const changes = outcome.outcome === "unchanged" ? [] : outcome.changes;
    return [
      { row, outcome: outcome.outcome, subject_id: id, label: label.slice(0, 300), note, changes, stored },
    ];
  });
  if (told.length === 0) return;
  await sql`
    insert into customer_import_row (organisation_id, import_id, row, outcome, subject_id, label, note, changes, stored)
    select ${ctx.organisationId}, ${importId}, row, outcome, subject_id, label, note, coalesce(changes, '[]'), coalesce(stored, '{}')
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as told (row int, outcome text, subject_id uuid, label text, note text, changes jsonb, stored jsonb)`.execute(
    em.getKysely(),
  );
}

/** By what a refused row is recognised. */
function firstOf(cells: readonly string[]): string {
  const told = cells.filter((cell) => cell.trim() !== "").slice(0, 4);
  return told.join(" · ").replace(/[\0]/g, "").slice(0, 200).toWellFormed();
}

const rowsAtOnce = 20_000;

/**
 * Deletes what an earlier work of an import has left, some thousand rows at a time: by their places alone. By their keys, or with
 * the import's beside the place, a plan from before the rows came compares each with all of them (90 s for ten thousand).
 */
export async function forgetRows(ctx: Context, importId: string): Promise<void> {
  for (const table of ["customer_import_row", "customer_import_key", "customer_import_memory"])
    for (;;) {
      const ours = sql`organisation_id = ${ctx.organisationId}`;
      const { numAffectedRows = 0n } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
        sql`
          delete from ${sql.table(table)} where ${ours}
            and ctid = any (array(select ctid from ${sql.table(table)} where ${ours} and import_id = ${importId} limit ${sql.lit(rowsAtOnce)}))`.execute(
          em.getKysely(),
        ),
      );
      if (numAffectedRows < rowsAtOnce) break;
    }
}
