import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

/** Organisations with refused recipients of whom it is not known why; usually none. */
export async function organisationsWithDrops(orm: Orm): Promise<string[]> {
  const { rows } = await sql`select * from organisations_with_unexplained_drops()`.execute(
    orm.em.fork().getKysely(),
  );
  return rows.map((row) => z.object({ organisation_id: z.string() }).parse(row).organisation_id);
}
