import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { type ImportLine, lineOf, readImport, readImports, type WholeImport } from "./import-line.ts";
import type { ImportIdInput, ImportRowsInput, ListImportsInput } from "./schemas.ts";
import { asksForDateOrder } from "./upload-import.ts";
import type { FieldChange } from "./upsert/fields.ts";

/** An import as its page shows it. */
export interface ImportPage extends WholeImport {
  /** There are dates that somebody must say the order of. */
  readonly asksForDateOrder: boolean;
}

/** @throws {PackpostError} forbidden, not_found */
export async function getImport({ ctx, input }: { ctx: Context; input: ImportIdInput }): Promise<ImportPage> {
  requirePermission(ctx, "customer.import");
  const one = await inOrganisation(ctx.orm, ctx.organisationId, (em) => readImport(em, ctx, input.importId));
  return { ...one, asksForDateOrder: asksForDateOrder(one.noun, one.settings, one.found.dates) };
}

/**
 * The imports, newest first; those that were put away are not among them. By customer_import_list.
 * @throws {PackpostError} forbidden
 */
export async function listImports({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListImportsInput;
}): Promise<{ imports: ImportLine[]; nextCursor: ListImportsInput["cursor"] }> {
  requirePermission(ctx, "customer.import");
  const { cursor, pageSize } = input;
  const after =
    cursor === null
      ? sql``
      : sql`and (customer_import.created_at, customer_import.id) < (${cursor.createdAt}::timestamptz, ${cursor.id}::uuid)`;
  const rows = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    readImports(
      em,
      ctx,
      sql`and customer_import.created_at > '-infinity' and state <> 'discarded' ${after}
        order by customer_import.created_at desc, customer_import.id desc limit ${pageSize + 1}`,
    ),
  );
  const imports = rows.slice(0, pageSize).map(lineOf);
  const last = imports.at(-1);
  const nextCursor =
    rows.length > pageSize && last !== undefined
      ? { createdAt: last.createdAt.toISOString(), id: last.id }
      : null;
  return { imports, nextCursor };
}

/** A row of the file and what became of it, or would. */
export interface ImportRowLine {
  readonly row: number;
  readonly label: string;
  readonly subjectId: string | null;
  readonly changes: FieldChange[];
  /** Why it is refused, or what else to know. */
  readonly note: string | null;
}

/**
 * The rows of an outcome, in the order of the file: of the dry run, or of the run once it is done.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listImportRows({
  ctx,
  input,
}: {
  ctx: Context;
  input: ImportRowsInput;
}): Promise<{ rows: ImportRowLine[]; nextCursor: number | null }> {
  requirePermission(ctx, "customer.import");
  const { importId, outcome, cursor, pageSize } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readImport(em, ctx, importId);
    const which = outcome === "kept" ? sql`undone = 'kept'` : sql`outcome = ${outcome}`;
    const note = outcome === "kept" ? sql`undo_note` : sql`note`;
    const { rows } = await sql<ImportRowLine>`
      select row, label, subject_id as "subjectId", changes, ${note} as note from customer_import_row
      where organisation_id = ${ctx.organisationId} and import_id = ${importId} and ${which} and row > ${cursor}
      order by row limit ${pageSize + 1}`.execute(em.getKysely());
    const page = rows.slice(0, pageSize);
    return { rows: page, nextCursor: rows.length > pageSize ? (page.at(-1)?.row ?? null) : null };
  });
}
