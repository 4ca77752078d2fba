import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), entry_id: z.string() })
  .transform(({ organisation_id: organisationId, entry_id: entryId }) => ({ organisationId, entryId }));

/** Entries of all organisations whose pictures or files are still to be fetched after ten seconds: each must have a running workflow. */
export async function entriesWithFilesToFetch(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from entries_with_files_to_fetch()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
