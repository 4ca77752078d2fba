import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), import_id: z.string(), revision: z.int() })
  .transform(({ organisation_id: organisationId, import_id: importId, revision }) => ({
    organisationId,
    importId,
    revision,
  }));

/** Imports of all organisations with work that has not moved for ten seconds: each must have a running workflow. */
export async function importsWithWork(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from imports_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
