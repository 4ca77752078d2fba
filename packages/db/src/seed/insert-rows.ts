import { sql } from "kysely";
import type { EntityManager } from "../orm.ts";

/** A row by the names of its columns, as JSON carries it; columns left out take their defaults. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts many rows in one statement, so that each trigger runs once. All rows must name the same columns.
 * The database reads the types from the table itself (jsonb_populate_recordset).
 * @param em unit of work of the rows' organisation
 */
export async function insertRows(em: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    em.getKysely(),
  );
}
